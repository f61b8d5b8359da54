package io.seedmill.pipeline.flink;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.pipeline.run.Advance;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The finished shards of a job, by Flink's REST API; Beam's metrics come only at the end of a batch
 * job. What the API does not tell is left as it was.
 */
final class FlinkProgress {

  private static final long EVERY_NANOS = 1_000_000_000L;

  /** The step that takes shards; part of the name of a vertex, and of a metric. */
  private static final String STEP = "Run generators";

  private static final String METRIC_STEP = "Run_generators";
  private static final String TAKEN = ".numRecordsIn";

  private final FlinkApi api;
  private final String job;
  private final long shards;
  private final long tasks;
  private String metric;
  private long asked;
  private Advance last;

  /**
   * @param tasks the number of tasks that have the shards; one may have several small ones
   */
  FlinkProgress(FlinkApi api, String job, long shards, long tasks) {
    this.api = api;
    this.job = "/jobs/" + job;
    this.shards = shards;
    this.tasks = tasks;
    this.last = Advance.ofRun(0, shards, "shards", "");
    this.asked = System.nanoTime() - EVERY_NANOS;
  }

  /** Asks Flink, at most once a second. */
  Advance look() {
    long now = System.nanoTime();
    if (now - asked >= EVERY_NANOS) {
      asked = now;
      try {
        last = ask();
      } catch (IOException e) {
        return last;
      }
    }
    return last;
  }

  private Advance ask() throws IOException {
    JsonNode state = api.get(job);
    long done = last.done();
    for (JsonNode vertex : state.path("vertices")) {
      if (vertex.path("name").asText().contains(STEP)) {
        done = done(vertex);
      }
    }
    return Advance.ofRun(done, shards, "shards", remark(state));
  }

  /**
   * A subtask counts a task when it takes it, so what running subtasks have in hand is not done.
   * Where a task has several shards, the number of these is about right.
   */
  private long done(JsonNode vertex) throws IOException {
    if (vertex.path("status").asText().equals("FINISHED")) {
      return shards;
    }
    String metrics = job + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
    if (metric == null) {
      metric = metric(api.get(metrics));
    }
    if (metric == null) {
      return 0;
    }
    String query = "?agg=sum&get=" + URLEncoder.encode(metric, StandardCharsets.UTF_8);
    long taken = api.get(metrics + query).path(0).path("sum").asLong();
    long inHand = vertex.path("tasks").path("RUNNING").asLong();
    double done = Math.max(0, Math.min(tasks, taken - inHand));
    return tasks == shards ? (long) done : (long) (done / tasks * shards);
  }

  /** Of the chained operators the first with the step's name is the one that takes shards. */
  private static String metric(JsonNode metrics) {
    String shortest = null;
    for (JsonNode metric : metrics) {
      String id = metric.path("id").asText();
      boolean takes = id.contains(METRIC_STEP) && id.endsWith(TAKEN);
      if (takes && (shortest == null || id.length() < shortest.length())) {
        shortest = id;
      }
    }
    return shortest;
  }

  /**
   * Flink answers with old metrics for a while after it lost a worker, but knows of the restart.
   */
  private String remark(JsonNode job) throws IOException {
    String state = job.path("state").asText();
    String known = state.equals("RUNNING") ? "" : state.toLowerCase(Locale.ROOT);
    if (job.path("timestamps").path("RESTARTING").asLong() == 0) {
      return known;
    }
    long restarts = api.get(this.job + "/metrics?get=numRestarts").path(0).path("value").asLong();
    String times =
        restarts == 0
            ? "restarted"
            : restarts == 1 ? "restarted once" : "restarted " + restarts + " times";
    return known.isEmpty() ? times : known + ", " + times;
  }
}
