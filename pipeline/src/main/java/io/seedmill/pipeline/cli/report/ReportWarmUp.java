package io.seedmill.pipeline.cli.report;

import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.transforms.publish.Manifest;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A page about a run that never was. It is written to nowhere while a run is at work, so that the
 * page about that run, whose template and libraries are then loaded, costs the run hardly any time.
 */
public final class ReportWarmUp {

  private static final String MANIFEST =
      """
      {"run": "r", "status": "complete", "dataset": "d", "datasetId": "", "plan": "",
       "counts": {"requested": 2, "produced": 2, "unique": 2},
       "generators": {"g": {"generator": "g", "endIndex": 2, "requested": 2, "produced": 2, "unique": 2}},
       "parts": [], "dedupe": {}, "repetitions": {"generators": {}, "pairs": []},
       "effort": {"generators": {"g": {"shards": 1, "samples": 2, "nanos": 1000000, "slowest": 1000000}},
                  "shardsByMicros": {"512": 1}},
       "estimate": {"from": "", "seconds": 1},
       "spec": {}, "startedAt": "2000-01-01T00:00:00Z", "finishedAt": "2000-01-01T00:00:01Z"}
      """;

  private static final String RECORD =
      "{\"id\": \"\", \"generator\": \"g\", \"index\": %d, \"answer\": [1], \"prompt\": \"p\", \"metadata\":"
          + " {\"difficulty\": %d}}";

  /** With so many the code is compiled. */
  private static final int RECORDS = 1_000;

  private static final int EXAMPLES = 40;

  private ReportWarmUp() {}

  /** Begins, on a thread of its own. */
  public static void start() {
    Thread thread = new Thread(ReportWarmUp::write, "report-warm-up");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((ended, thrown) -> {}); // the real page says what is wrong
    thread.start();
  }

  private static void write() {
    try {
      Manifest manifest = Manifest.parse(MANIFEST);
      RecordSurvey survey = new RecordSurvey(EXAMPLES, manifest);
      RecordSurvey.Share share = survey.share(1);
      for (int i = 0; i < RECORDS; i++) {
        byte[] record = RECORD.formatted(i, i % 9).getBytes(StandardCharsets.UTF_8);
        share.add(CanonicalJson.parse(record), record.length);
      }
      new ReportPage(manifest, survey, List.of(new FailureCause(1, "", "", "")), List.of())
          .write(Writer.nullWriter());
    } catch (IOException | RuntimeException e) {
      return; // the real page says what is wrong
    }
  }
}
