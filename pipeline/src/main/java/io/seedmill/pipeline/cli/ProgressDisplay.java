package io.seedmill.pipeline.cli;

import io.seedmill.pipeline.run.Progress;
import io.seedmill.pipeline.run.SampleCounts;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.apache.beam.sdk.PipelineResult;

/** Shows how far a run is: a bar on a terminal, a line every few seconds elsewhere. */
interface ProgressDisplay extends Progress, AutoCloseable {

  @Override
  void close();

  /** The display that suits where {@code err} leads. */
  @SuppressWarnings("SystemConsoleNull")
  static ProgressDisplay of(PrintWriter err, long samples) {
    return System.console() == null ? new Lines(err, samples) : new Bar(samples);
  }

  /** A bar with rate and time left. */
  final class Bar implements ProgressDisplay {

    private final ProgressBar bar;

    Bar(long samples) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("Generating")
              .setInitialMax(samples)
              .setUnit(" samples", 1)
              .showSpeed()
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .clearDisplayOnFinish()
              .build();
    }

    @Override
    public void update(PipelineResult result) {
      SampleCounts counts = SampleCounts.of(result);
      bar.stepTo(Math.min(bar.getMax(), counts.done()));
      boolean generated = counts.done() >= bar.getMax();
      String failures = counts.failures() == 0 ? "" : ", " + counts.failures() + " failed";
      bar.setExtraMessage((generated ? " deduplicating and writing" : "") + failures);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** A plain line, for logs. */
  final class Lines implements ProgressDisplay {

    private static final long EVERY_NANOS = 5_000_000_000L;

    private final PrintWriter err;
    private final long samples;
    private final long start = System.nanoTime();
    private long last = start;

    Lines(PrintWriter err, long samples) {
      this.err = err;
      this.samples = samples;
    }

    @Override
    public void update(PipelineResult result) {
      long now = System.nanoTime();
      if (now - last < EVERY_NANOS) {
        return;
      }
      last = now;
      SampleCounts counts = SampleCounts.of(result);
      double rate = counts.done() * 1e9 / (now - start);
      String what =
          counts.done() >= samples
              ? "deduplicating and writing"
              : String.format(
                  Locale.ROOT,
                  "%,.0f a second, %,.0f s left",
                  rate,
                  rate == 0 ? Double.NaN : (samples - counts.done()) / rate);
      err.printf(
          Locale.ROOT,
          "%,d of %,d samples, %s, %,d failed%n",
          counts.done(),
          samples,
          what,
          counts.failures());
    }

    @Override
    public void close() {
      err.flush();
    }
  }
}
