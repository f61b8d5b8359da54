package io.seedmill.pipeline;

import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * Loads what every run needs while the command line and the spec are read. Beam looks through all
 * option interfaces when it is first asked for options, which takes a core about as long as all of
 * Seedmill's own start.
 */
final class Preparation {

  private Preparation() {}

  static void start() {
    Thread thread = new Thread(PipelineOptionsFactory::create, "preparation");
    thread.setDaemon(true);
    thread.start();
  }
}
