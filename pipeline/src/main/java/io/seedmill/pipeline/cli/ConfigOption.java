package io.seedmill.pipeline.cli;

import picocli.CommandLine.Option;

/** The option that names a config file; {@link Arguments} has read it before it is parsed here. */
final class ConfigOption {

  @Option(
      names = "--" + ConfigFile.OPTION,
      paramLabel = "<file>",
      description =
          "A properties file of options, such as samples=1000 on a line. The command line wins over"
              + " the file; relative paths in it start at the working folder.")
  String config;
}
