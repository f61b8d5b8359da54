package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.pipeline.flink.SeedmillOnFlink;
import io.seedmill.pipeline.runner.Runners;
import io.seedmill.pipeline.testing.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The ready files for each way to run say what the program understands. */
class RunnerConfigsTest {

  private static final Path FOLDER = Path.of("..", "runner-configs");

  /** A mistake that is looked for after all options were read, so that nothing is run. */
  private static final String WRONG_RUN = "--run-id=no/name";

  static Stream<Path> propertiesFiles() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".properties")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("propertiesFiles")
  void everyOptionOfAConfigFileIsKnown(Path file) {
    // No cluster is asked for its address: the command line wins.
    List<String> arguments = new ArrayList<>(List.of("run", "--config=" + file));
    if (file.getFileName().toString().startsWith("flink")) {
      arguments.add("--flinkMaster=[local]");
    }
    assertAccepted(Runners.installed(), arguments);
  }

  @Test
  void thereIsAFileForEachRunnerOnAMachineAndForACluster() throws IOException {
    assertThat(
        propertiesFiles().map(file -> file.getFileName().toString()).sorted().toList(),
        contains("direct.properties", "flink-embedded.properties", "flink-session.properties"));
  }

  @Test
  void theArgumentsOfTheKubernetesJobAreKnown() throws IOException {
    assertAccepted(SeedmillOnFlink.runners(), arguments());
  }

  @Test
  void theKubernetesJobStartsTheEntryOfTheJarThatTheImageHolds() throws IOException {
    assertThat(job().get("entryClass").asText(), is(SeedmillOnFlink.class.getName()));
    List<String> image = Files.readAllLines(FOLDER.resolve("kubernetes/Dockerfile"));
    String jar = job().get("jarURI").asText().replaceFirst("^local://", "");
    assertThat(image, hasItem("COPY pipeline/target/seedmill-flink.jar " + jar));
    String version = deployment().get("flinkVersion").asText();
    assertThat(
        image, hasItem(startsWith("FROM flink:" + version.substring(1).replace('_', '.') + "-")));
  }

  @Test
  void whatTheKubernetesJobNeedsOfFlinkIsSet() throws IOException {
    JsonNode flink = deployment().get("flinkConfiguration");
    assertThat(flink.get("execution.attached").asText(), is("true"));
    assertThat(flink.get("restart-strategy.type").asText(), is("fixed-delay"));
    for (JsonNode value : flink) {
      assertThat("a string, as Kubernetes wants it: " + value, value.isTextual(), is(true));
    }
  }

  @Test
  void noSecretIsInTheArguments() throws IOException {
    for (String argument : arguments()) {
      assertThat(argument.toLowerCase(Locale.ROOT), not(startsWith("--aws")));
    }
  }

  /** The only mistake that is found is the one that is there. */
  private static void assertAccepted(Runners runners, List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.removeIf(argument -> argument.startsWith("--run-id="));
    all.add(WRONG_RUN);
    CommandResult result = CommandResult.seedmill(runners, all.toArray(String[]::new));
    assertThat(result.exitCode(), is(2));
    assertThat(result.errLines(), contains(startsWith("seedmill: --run-id: found 'no/name'")));
  }

  private static List<String> arguments() throws IOException {
    List<String> arguments = new ArrayList<>();
    job().get("args").forEach(argument -> arguments.add(argument.asText()));
    return arguments;
  }

  private static JsonNode job() throws IOException {
    return deployment().get("job");
  }

  private static JsonNode deployment() throws IOException {
    String yaml = Files.readString(FOLDER.resolve("kubernetes/flinkdeployment.yaml"));
    Object parsed = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return new ObjectMapper().<JsonNode>valueToTree(parsed).get("spec");
  }
}
