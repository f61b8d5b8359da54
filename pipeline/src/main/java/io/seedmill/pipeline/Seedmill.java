package io.seedmill.pipeline;

import io.seedmill.pipeline.cli.SeedmillCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** The program. */
public final class Seedmill {

  private Seedmill() {}

  public static void main(String[] args) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // numbers that can be copied
    ParentWatch.start();
    loadOptions();
    PrintWriter out = new PrintWriter(new StandardOutput(), true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
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
    thread.start();
  }
}
