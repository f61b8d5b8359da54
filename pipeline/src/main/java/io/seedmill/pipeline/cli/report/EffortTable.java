package io.seedmill.pipeline.cli.report;

import io.seedmill.transforms.publish.Effort;
import io.seedmill.transforms.publish.Effort.EntryEffort;
import io.seedmill.transforms.publish.Manifest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The time per shard, as a table.
 *
 * @param effort the work that the run was; null in an old manifest
 */
record EffortTable(Effort effort) {

  EffortTable(Manifest manifest) {
    this(manifest.effort());
  }

  /** Returns the speed of an entry, for one worker; empty where it is not known. */
  String speed(String name) {
    return of(name).nanos() == 0 ? "" : ReportPage.rounded(of(name).speed()) + "/s";
  }

  /** Returns the size of an entry's samples; empty where it is not known. */
  String bytes(String name) {
    return effort == null ? "" : ReportPage.size(of(name).bytes());
  }

  /** Returns a row for each of these entries whose shards have a time. */
  List<Map<String, Object>> rows(Collection<String> names) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String name : names) {
      EntryEffort entry = of(name);
      if (entry.shards() > 0) {
        rows.add(
            Map.of(
                "name", name,
                "shards", ReportPage.grouped(entry.shards()),
                "samples",
                    ReportPage.grouped(Math.round((double) entry.samples() / entry.shards())),
                "mean", time(entry.nanos() / entry.shards()),
                "slowest", time(entry.slowest()),
                "all", time(entry.nanos())));
      }
    }
    return rows;
  }

  /** Returns what is to be known besides the table; empty where there is none. */
  String note(long produced) {
    if (effort == null || effort.total().shards() == 0) {
      return "";
    }
    EntryEffort total = effort.total();
    StringBuilder note = new StringBuilder();
    if (total.shards() > 1) { // the table says all of a single one
      note.append(
          "Half of the %s shards took no more than %s, and 99%% no more than %s, to a factor of two."
              .formatted(
                  ReportPage.grouped(total.shards()),
                  time(effort.quantile(0.5)),
                  time(effort.quantile(0.99))));
    }
    if (total.before() > 0) {
      note.append(
          " %s of the shards were made before this run, by an attempt that was cut off or in batches; theirs is the time of then."
              .formatted(ReportPage.grouped(total.before())));
    }
    if (total.samples() < produced) {
      note.append(
          " Of %s samples no time is known, because they were read from files that have none."
              .formatted(ReportPage.grouped(produced - total.samples())));
    }
    return note.toString();
  }

  /** Returns the bars of a chart: how many shards took at least so long. */
  List<List<Object>> bars() {
    List<List<Object>> bars = new ArrayList<>();
    if (effort != null && !effort.shardsByMicros().isEmpty()) {
      List<Long> keys = effort.shardsByMicros().keySet().stream().sorted().toList();
      for (long micros = keys.get(0); micros <= keys.get(keys.size() - 1); micros *= 2) {
        bars.add(List.of(time(1_000 * micros), effort.shardsByMicros().getOrDefault(micros, 0L)));
      }
    }
    return bars;
  }

  private EntryEffort of(String name) {
    EntryEffort none = new EntryEffort(0, 0, null, 0, 0, 0);
    return effort == null ? none : effort.generators().getOrDefault(name, none);
  }

  /** Returns a time in a unit that suits it. */
  static String time(long nanos) {
    double seconds = nanos / 1e9;
    if (seconds >= 7_200) {
      return String.format(Locale.ROOT, "%,.1f h", seconds / 3_600);
    }
    if (seconds >= 1) {
      return String.format(Locale.ROOT, "%,.1f s", seconds);
    }
    return seconds >= 1e-3
        ? String.format(Locale.ROOT, "%.1f ms", 1e3 * seconds)
        : String.format(Locale.ROOT, "%.0f µs", 1e6 * seconds);
  }
}
