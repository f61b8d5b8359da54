package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.seedmill.pipeline.flink.SeedmillOnFlink;
import io.seedmill.pipeline.testing.Program;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** Given the packaged jars, when a cluster or a user opens one, then it has what is needed. */
class ClusterJarIT {

  /** Classes that a Flink distribution has, or must be alone in having. */
  private static final List<String> THE_CLUSTERS =
      List.of(
          "org/apache/flink/",
          "org/slf4j/",
          "org/apache/logging/",
          "org/apache/log4j/",
          "com/esotericsoftware/",
          "org/objenesis/",
          "scala/");

  @Test
  void theClusterJarHasNothingThatTheClusterHas() throws Exception {
    try (JarFile jar = new JarFile(Program.clusterJar().toFile())) {
      assertThat(
          jar.stream()
              .map(JarEntry::getName)
              .filter(name -> THE_CLUSTERS.stream().anyMatch(name::startsWith))
              .toList(),
          is(empty()));
      assertThat(
          jar.getManifest().getMainAttributes().get(Attributes.Name.MAIN_CLASS),
          is(SeedmillOnFlink.class.getName()));
    }
  }

  @Test
  void theClusterJarHasTheServicesOfAllItsParts() throws Exception {
    try (JarFile jar = new JarFile(Program.clusterJar().toFile())) {
      assertThat(
          services(jar, "org.apache.beam.sdk.runners.PipelineRunnerRegistrar"),
          is(List.of("org.apache.beam.runners.flink.FlinkRunnerRegistrar$Runner")));
      assertThat(
          services(jar, "org.apache.beam.sdk.options.PipelineOptionsRegistrar"),
          hasItems(
              "org.apache.beam.runners.flink.FlinkRunnerRegistrar$Options",
              "org.apache.beam.sdk.options.DefaultPipelineOptionsRegistrar"));
      assertThat(
          services(jar, "org.apache.beam.sdk.io.FileSystemRegistrar"),
          hasItem("org.apache.beam.sdk.io.LocalFileSystemRegistrar"));
      assertThat(
          services(jar, "io.seedmill.generators.GeneratorFactory"),
          hasItem("io.seedmill.generators.catalogue.maze.MazeGenerator$Factory"));
    }
  }

  @Test
  void theSelfContainedJarHasBothRunners() throws Exception {
    try (JarFile jar = new JarFile(Program.jar().toFile())) {
      assertThat(
          services(jar, "org.apache.beam.sdk.runners.PipelineRunnerRegistrar"),
          hasItems(
              "org.apache.beam.runners.flink.FlinkRunnerRegistrar$Runner",
              "org.apache.beam.runners.direct.DirectRegistrar$Runner"));
      assertThat(
          services(jar, "org.apache.flink.core.execution.PipelineExecutorFactory"),
          is(not(empty())));
    }
  }

  private static List<String> services(JarFile jar, String service) throws Exception {
    try (InputStream in = jar.getInputStream(jar.getEntry("META-INF/services/" + service))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    }
  }
}
