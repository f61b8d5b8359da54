package io.seedmill.pipeline.cli;

import io.seedmill.pipeline.run.Advance;
import io.seedmill.pipeline.run.Progress;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Locale;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;
import picocli.CommandLine.Model.CommandSpec;

/** Shows how far a run is: a bar on a terminal, a line every few seconds elsewhere. */
interface ProgressDisplay extends Progress, AutoCloseable {

  @Override
  void update(Advance advance);

  @Override
  void close();

  /** The display that suits where a command's errors go; none that shows, if it is to be quiet. */
  @SuppressWarnings("SystemConsoleNull")
  static ProgressDisplay of(CommandSpec command) {
    if (ResultOutput.of(command).isQuiet()) {
      return new Lines(new PrintWriter(Writer.nullWriter()));
    }
    return System.console() == null
        ? new Lines(command.commandLine().getErr())
        : new Bar(SeedmillCommand.of(command).terminal);
  }

  /** Describes the progress after some seconds, without the remark. */
  static String describe(long done, long total, String unit, String rest, double seconds) {
    String counts = String.format(Locale.ROOT, "%,d of %,d %s", done, total, unit);
    if (done >= total) {
      String before = total == 0 ? "" : counts + ", "; // all may be taken from raw files
      return before + rest + ", " + clock((long) seconds) + " so far";
    }
    if (done == 0 || seconds == 0) {
      return counts;
    }
    double rate = done / seconds;
    long left = (long) Math.ceil((total - done) / rate);
    return counts + ", " + rate(rate) + ", " + clock(left) + " left";
  }

  private static String clock(long seconds) {
    String hours = seconds < 3600 ? "" : seconds / 3600 + " h ";
    return String.format(Locale.ROOT, "%s%d:%02d", hours, seconds / 60 % 60, seconds % 60);
  }

  /** Describes how many there are in a second, those of slow programs with a decimal. */
  static String rate(double perSecond) {
    return String.format(Locale.ROOT, perSecond < 9.5 ? "%.1f" : "%,.0f", perSecond) + " a second";
  }

  private static String remark(Advance advance) {
    return advance.remark().isEmpty() ? "" : ", " + advance.remark();
  }

  /**
   * A bar with what is done, the rate and the time left. It does not ask the library for the
   * terminal's width, because that would take the signals away from the run, which then could not
   * clean up after Ctrl-C.
   */
  final class Bar implements ProgressDisplay {

    private static final int WIDTH = 79;
    private static final int SHORTEST = 8;

    private final PrintWriter err;
    private final ProgressBar bar;
    private volatile String unit = "";
    private volatile String rest = "";

    Bar(PrintWriter err) {
      this.err = err;
      this.bar =
          new ProgressBarBuilder()
              .setInitialMax(0)
              .setRenderer((state, width) -> render(state, unit, rest, width))
              .setConsumer(new DelegatingProgressBarConsumer(this::draw, WIDTH))
              .setUpdateIntervalMillis(200)
              .build();
    }

    private void draw(String line) {
      err.print("\r" + line);
      err.flush();
    }

    @Override
    public void update(Advance advance) {
      unit = advance.unit();
      rest = advance.rest();
      bar.maxHint(advance.total());
      bar.stepTo(Math.min(advance.total(), advance.done()));
      bar.setExtraMessage(remark(advance));
    }

    /** The numbers, and a bar in the room that they leave; as wide as what it is drawn over. */
    private static String render(ProgressState state, String unit, String rest, int width) {
      long done = state.getCurrent();
      double seconds = state.getTotalElapsed().toMillis() / 1e3;
      String text =
          unit.isEmpty()
              ? "starting"
              : describe(done, state.getMax(), unit, rest, seconds) + state.getExtraMessage();
      int room = width - text.length() - "[] ".length();
      if (room < SHORTEST) {
        return (text + " ".repeat(width)).substring(0, width);
      }
      int full = (int) (room * (state.getMax() == 0 ? 0 : (double) done / state.getMax()));
      return "[" + "=".repeat(full) + " ".repeat(room - full) + "] " + text;
    }

    @Override
    public void close() {
      bar.close();
      draw(" ".repeat(WIDTH) + "\r");
    }
  }

  /** A plain line, for logs. */
  final class Lines implements ProgressDisplay {

    private static final long EVERY_NANOS = 5_000_000_000L;

    private final PrintWriter err;
    private final long start = System.nanoTime();
    private long last = start;

    Lines(PrintWriter err) {
      this.err = err;
    }

    @Override
    public void update(Advance advance) {
      long now = System.nanoTime();
      if (now - last < EVERY_NANOS) {
        return;
      }
      last = now;
      double seconds = (now - start) / 1e9;
      err.println(
          describe(advance.done(), advance.total(), advance.unit(), advance.rest(), seconds)
              + remark(advance));
    }

    @Override
    public void close() {
      err.flush();
    }
  }
}
