package io.seedmill.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.generators.IndexRange;
import io.seedmill.transforms.publish.EntryReport;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.Counts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rows of a run's report: an entry each, until there are many. */
class RunReportTest {

  @Test
  void fewCellsAreToldOneByOne() throws Exception {
    assertThat(rows(10), hasSize(3 * 10 + 2));
  }

  @Test
  void ofManyCellsThoseThatFailedComeFirstAndTheOthersAreSummed() throws Exception {
    List<String> rows = rows(20);
    assertThat(rows.size(), is(42));
    assertThat(rows.get(0), is("failed-one 2 0 0 2"));
    assertThat(rows.get(1), is("maze[size=0,form=\"a]b\"] 2 1 1 0"));
    assertThat(rows.get(40), is("… 22 others 44 22 22 0"));
  }

  private static List<String> rows(int cells) throws Exception {
    Map<String, EntryReport> entries = new LinkedHashMap<>();
    for (int i = 0; i < cells; i++) {
      add(entries, "maze[size=" + i + ",form=\"a]b\"]");
    }
    for (int i = 0; i < cells; i++) {
      add(entries, "ar-" + i + "x.*");
    }
    for (int i = 0; i < cells; i++) {
      add(entries, "maze2[size=" + i + "]");
    }
    add(entries, "maze-x");
    if (cells > 10) {
      entries.put(
          "failed-one",
          EntryReport.of(
              "g", 1, new IndexRange(0, 2), new Counts(2, 0, 0, 0, 0, 2, 0), 0, 0, null, 0, null));
    }
    long n = entries.size();
    Manifest manifest =
        new Manifest(
            "r",
            Manifest.COMPLETE,
            "d",
            "sha256:",
            "sha256:",
            "DirectRunner",
            new Counts(2 * n, 2 * n, n, n, 0, 0, 0),
            entries,
            null,
            "jsonl",
            null,
            List.of(),
            null,
            null,
            null,
            null,
            true,
            null,
            null,
            null,
            new Manifest.Dedupe(null, null, null, null),
            null,
            null,
            null,
            null,
            null,
            new ObjectMapper()
                .readTree(
                    "{\"generators\": [{\"name\": \"maze\"}, {\"name\":"
                        + " \"ar-${matrix.a}x${matrix.b}\"}, {\"name\": \"maze2\"}, {\"name\":"
                        + " \"maze-x\"}]}"),
            null,
            "",
            "",
            null);
    StringWriter out = new StringWriter();
    new RunReport(manifest, "out", List.of(), FailureSummary.of(manifest, null, ""))
        .print(new PrintWriter(out), new PrintWriter(out), "");
    return out.toString()
        .lines()
        .skip(1)
        .takeWhile(line -> !line.isBlank())
        .map(line -> line.replaceAll(" +", " "))
        .toList();
  }

  private static void add(Map<String, EntryReport> entries, String name) {
    entries.put(
        name,
        EntryReport.of(
            "g", 1, new IndexRange(0, 2), new Counts(2, 2, 1, 1, 0, 0, 0), 0, 0, null, 0, null));
  }
}
