package io.seedmill.pipeline.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** To come. */
@Command(name = "benchmark", description = "Measures.", mixinStandardHelpOptions = true)
final class BenchmarkCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return 1;
  }
}
