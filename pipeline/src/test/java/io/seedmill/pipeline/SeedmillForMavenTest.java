package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.transforms.publish.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Properties that Maven is given reach the program as options. */
class SeedmillForMavenTest {

  @TempDir private Path folder;

  @AfterEach
  void forgetProperties() {
    List.of("config", "samples", "runId").forEach(System::clearProperty);
  }

  @Test
  void aConfigFileIsReadAndOtherPropertiesWinOverIt() throws IOException {
    Path config = folder.resolve("trial.properties");
    Files.writeString(
        config, "dataset=benchmark\nsamples=3\nseed=8\nrunId=file\noutput=" + folder + "\n");
    System.setProperty("config", config.toString());
    System.setProperty("samples", "2");
    List<String> arguments = SeedmillForMaven.arguments(List.of("--run-id=args"));
    CommandResult result = CommandResult.seedmill(arguments.toArray(String[]::new));
    assertThat(result.err(), result.exitCode(), is(0));
    Manifest manifest =
        Manifest.parse(Files.readString(folder.resolve("metadata/args/manifest.json")));
    assertThat(manifest.counts().requested(), is(4L));
    assertThat(manifest.spec().get("seed").intValue(), is(8));
  }

  @Test
  void propertiesAreForRunAlone() {
    System.setProperty("samples", "2");
    assertThat(SeedmillForMaven.arguments(List.of("generators")), contains("generators"));
    assertThat(SeedmillForMaven.arguments(List.of()), contains("run", "--samples=2"));
    assertThat(
        SeedmillForMaven.arguments(List.of("--seed=3")),
        contains("run", "--samples=2", "--seed=3"));
  }
}
