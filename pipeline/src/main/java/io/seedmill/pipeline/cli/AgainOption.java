package io.seedmill.pipeline.cli;

import picocli.CommandLine.Option;

/** The option to publish data that is published already. */
final class AgainOption {

  @Option(
      names = "--again",
      description =
          "Publish the dataset even if a run in the output has published the same data already.")
  boolean again;
}
