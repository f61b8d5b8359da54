package io.seedmill.pipeline.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.HotSpotDiagnosticMXBean;
import io.seedmill.pipeline.run.Engine;
import io.seedmill.pipeline.run.Reason;
import io.seedmill.pipeline.run.RunningJob;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Optional;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.flink.api.java.ExecutionEnvironment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.core.execution.JobClient;

/**
 * Runs a pipeline on a Flink cluster.
 *
 * <p>On a cluster of other processes the job does not need this program once it is submitted: its
 * last step publishes the dataset. On the embedded cluster it ends with the program.
 *
 * @param target which cluster
 * @param shards how many task shards the run has
 * @param tasks the number of tasks that have them
 */
@SuppressWarnings("deprecation") // Beam's batch jobs are made with Flink's DataSet API
record FlinkEngine(FlinkTarget target, long shards, long tasks) implements Engine {

  private static final String VERSION = "1.19";

  /*
   * Flink's buffers take 128 MB of direct memory, of which a JVM has as much as heap unless told
   * otherwise. With less the worker stops in the middle. Of 160 MB a JVM uses some 150 MB.
   */
  private static final long SMALLEST_MEMORY = 150L << 20;

  /**
   * Makes sure that a run can be submitted, and sets its parallelism where the user did not: all
   * cores of this machine, or all slots of the cluster. {@code flink run} and a JobManager say it
   * themselves.
   *
   * @throws IOException if it cannot, with the cause in a sentence
   */
  static void prepare(FlinkTarget target, PipelineOptions given) throws IOException {
    FlinkPipelineOptions options = given.as(FlinkPipelineOptions.class);
    if (target instanceof FlinkTarget.Remote cluster) {
      if (options.getFilesToStage() == null) {
        ClusterJar.find();
      }
      int slots = slots(cluster);
      if (options.getParallelism() < 1 && slots > 0) {
        options.setParallelism(slots);
      }
    }
    if (target instanceof FlinkTarget.Embedded) {
      requireMemory("heap", Runtime.getRuntime().maxMemory(), "-Xmx1g");
      requireMemory("direct memory", directMemory(), "-XX:MaxDirectMemorySize=1g");
      if (options.getParallelism() < 1) {
        options.setParallelism(Runtime.getRuntime().availableProcessors());
      }
    }
  }

  private static void requireMemory(String kind, long bytes, String larger) throws IOException {
    if (bytes < SMALLEST_MEMORY) {
      throw new IOException(
          ("found none, and a cluster inside this JVM needs more than its %s of %d MB; allowed: at"
                  + " least 160 MB, such as SEEDMILL_JAVA_OPTS=%s")
              .formatted(kind, bytes >> 20, larger));
    }
  }

  /** Returns the most direct memory that this JVM may have, as far as it is known. */
  private static long directMemory() {
    HotSpotDiagnosticMXBean jvm =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    long given =
        jvm == null ? 0 : Long.parseLong(jvm.getVMOption("MaxDirectMemorySize").getValue());
    return given == 0 ? Runtime.getRuntime().maxMemory() : given; // the default is that of the heap
  }

  /** Returns the number of subtasks of each step; by default that of the surrounding program. */
  static int parallelism(PipelineOptions given) {
    int wanted = given.as(FlinkPipelineOptions.class).getParallelism();
    return Math.max(
        1, wanted > 0 ? wanted : ExecutionEnvironment.getExecutionEnvironment().getParallelism());
  }

  /** The slots of all TaskManagers; none yet where they are started for the job. */
  private static int slots(FlinkTarget.Remote cluster) throws IOException {
    FlinkApi api = new FlinkApi(cluster.api());
    JsonNode overview;
    try {
      overview = api.get("/overview");
    } catch (IOException e) {
      throw new IOException(
          "no Flink cluster answers at %s (%s)".formatted(cluster.address(), e.getMessage()), e);
    }
    String version = overview.path("flink-version").asText();
    if (!version.startsWith(VERSION + ".")) {
      throw new IOException(
          "the cluster at %s has Flink %s; allowed: %s"
              .formatted(cluster.address(), version, VERSION));
    }
    return overview.path("slots-total").asInt();
  }

  @Override
  public RunningJob start(Pipeline pipeline) throws IOException {
    FlinkPipelineOptions options = pipeline.getOptions().as(FlinkPipelineOptions.class);
    ExecutionEnvironment environment = environment(options);
    Configuration settings = environment.getConfiguration();
    URI api = api(settings);
    JobClient job;
    try {
      job = Submission.submit(pipeline, environment);
    } catch (RuntimeException e) {
      String files =
          target instanceof FlinkTarget.Embedded
              ? " (its files are in the temporary folder %s)"
                  .formatted(System.getProperty("java.io.tmpdir"))
              : "";
      throw new IOException("Flink does not take the job: " + Reason.of(e) + files, e);
    }
    if (target instanceof FlinkTarget.Embedded) {
      return new FlinkJob(job, progress(api, job), Optional.empty());
    }
    return settings.get(DeploymentOptions.ATTACHED)
        ? new FlinkJob(job, progress(api, job), Optional.of(notice(api, job)))
        : new DetachedJob(notice(api, job));
  }

  private ExecutionEnvironment environment(FlinkPipelineOptions options) throws IOException {
    if (target instanceof FlinkTarget.Remote cluster) {
      return Submission.with(FlinkSettings.remote(options, cluster, ClusterJar.find()));
    }
    return target instanceof FlinkTarget.Embedded
        ? Submission.with(FlinkSettings.embedded(options))
        : Submission.surrounding();
  }

  private URI api(Configuration settings) {
    return target instanceof FlinkTarget.Remote cluster
        ? cluster.api()
        : FlinkSettings.api(settings);
  }

  private FlinkProgress progress(URI api, JobClient job) {
    return new FlinkProgress(new FlinkApi(api), job.getJobID().toHexString(), shards, tasks);
  }

  private static String notice(URI api, JobClient job) {
    return "job %s goes on by itself and publishes at its end; 'flink cancel -m %s %s' cancels it"
        .formatted(job.getJobID().toHexString(), api.getAuthority(), job.getJobID().toHexString());
  }
}
