package io.seedmill.pipeline;

import io.seedmill.generators.input.Printable;
import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.cli.SeedmillCommand;
import io.seedmill.pipeline.run.Reason;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** The program. */
public final class Seedmill {

  /** The message where memory is too small for a longer one. */
  private static final byte[] NO_MEMORY =
      "seedmill: the heap is too small; allowed: more, such as SEEDMILL_JAVA_OPTS=-Xmx4g\n"
          .getBytes(StandardCharsets.US_ASCII);

  private Seedmill() {}

  public static void main(String[] args) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // numbers that can be copied
    ParentWatch.start();
    Thread.setDefaultUncaughtExceptionHandler(Seedmill::end);
    loadOptions();
    PrintWriter out = new PrintWriter(new StandardOutput(), true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.setErr(Printable.stream(System.err)); // libraries log names and texts from elsewhere
    System.exit(SeedmillCommand.execute(out, err, args));
  }

  /**
   * Begins to load Beam's options while the command line and the spec are read. Beam looks through
   * all option interfaces when it is first asked for options, which takes a core about as long as
   * all of Seedmill's own start.
   */
  private static void loadOptions() {
    Thread thread = new Thread(PipelineOptionsFactory::create, "load options");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((ended, thrown) -> {}); // whoever needs options tries again
    thread.start();
  }

  /**
   * Ends the program where a thread found no memory, or could start no other: those that wait for
   * it would do so for ever. Other errors are printed, as without this handler.
   */
  private static void end(Thread thread, Throwable thrown) {
    if (!Reason.isOutOfMemory(thrown)) {
      System.err.print("Exception in thread \"" + thread.getName() + "\" ");
      thrown.printStackTrace();
      return;
    }
    try {
      if (String.valueOf(thrown.getMessage()).contains("native thread")) {
        System.err.println("seedmill: " + SeedmillCommand.message(thrown));
      } else {
        System.err.write(NO_MEMORY, 0, NO_MEMORY.length);
      }
    } finally {
      Runtime.getRuntime().halt(ExitCode.FAILED);
    }
  }
}
