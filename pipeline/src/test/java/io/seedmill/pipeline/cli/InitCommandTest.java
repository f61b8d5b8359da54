package io.seedmill.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.seedmill.generators.Catalogue;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.pipeline.testing.CommandResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {

  @TempDir private Path folder;

  @Test
  void specOfEveryGeneratorCanBePlanned() throws Exception {
    Path file = folder.resolve("all of them.yaml");
    String names =
        Catalogue.load().all().stream()
            .map(GeneratorFactory::name)
            .collect(Collectors.joining(","));
    CommandResult init =
        CommandResult.seedmill("init", file.toString(), "--generators=" + names, "-n", "5_000");
    assertThat(init.err(), init.exitCode(), is(0));
    assertThat(Files.readString(file), startsWith("# yaml-language-server: $schema="));
    assertThat(Files.exists(folder.resolve("seedmill.schema.json")), is(true));
    CommandResult plan = CommandResult.seedmill("plan", file.toString());
    assertThat(plan.err(), plan.exitCode(), is(0));
    assertThat(plan.out(), containsString("5,000"));
  }

  @Test
  void fileThatIsThereStays() throws Exception {
    Path file = Files.writeString(folder.resolve("mine.yaml"), "precious");
    CommandResult init = CommandResult.seedmill("init", file.toString());
    assertThat(init.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(init.err(), containsString("which is there already"));
    assertThat(Files.readString(file), is("precious"));
  }

  @Test
  void mistakesAreTold() {
    String file = folder.resolve("new.yaml").toString();
    assertThat(
        CommandResult.seedmill("init", file, "--generators=maize").err(),
        containsString("--generators: found 'maize'"));
    assertThat(
        CommandResult.seedmill("init", file, "--samples=many").err(),
        containsString("--samples: found 'many'; allowed: a whole number from 1 to"));
    assertThat(
        CommandResult.seedmill("init", folder + "/no/such.yaml").err(),
        containsString("cannot be written"));
    assertThat(Files.exists(Path.of(file)), is(false));
  }
}
