package io.seedmill.pipeline.flink;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.restartstrategy.RestartStrategies;
import org.apache.flink.api.java.ExecutionEnvironment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.JobListener;

/**
 * Hands Beam an environment of Flink's with the settings that Beam has no options for, and keeps
 * hold of the job that comes of it.
 *
 * <p>Beam asks Flink which environment a program is in when {@code --flinkMaster} is {@code
 * [auto]}; it is told this one. In detached mode it submits the job and returns.
 */
@SuppressWarnings("deprecation") // Beam's batch jobs are made with Flink's DataSet API
final class Submission extends ExecutionEnvironment {

  /*
   * Flink counts every task that fails, and so each that a lost worker had. It also goes on sending
   * tasks to that worker until a heartbeat is missed, which takes up to 50 seconds by its defaults;
   * each of them fails at once. So there must be attempts for longer than that. In this JVM no
   * worker is lost alone, and what fails twice fails always.
   */
  private static final int RESTARTS_FOR_EACH_SLOT = 3;
  private static final int RESTARTS_UNTIL_A_LOSS_IS_SEEN = 12;
  private static final long RESTART_DELAY_MILLISECONDS = 5000;
  private static final int RESTARTS_HERE = 2;
  private static final long RESTART_DELAY_HERE_MILLISECONDS = 1000;

  private Submission(Configuration settings) {
    super(settings);
  }

  /** The environment of the Flink client or JobManager that started this program. */
  static ExecutionEnvironment surrounding() {
    ExecutionEnvironment environment = ExecutionEnvironment.getExecutionEnvironment();
    // A client that is gone leaves the job to itself; its heartbeat would end it.
    environment.getConfiguration().set(DeploymentOptions.SHUTDOWN_IF_ATTACHED, false);
    return environment;
  }

  /** An environment with these settings. */
  static ExecutionEnvironment with(Configuration settings) {
    return new Submission(settings);
  }

  /** Submits a pipeline. */
  static JobClient submit(Pipeline pipeline, ExecutionEnvironment environment) {
    FlinkPipelineOptions options = pipeline.getOptions().as(FlinkPipelineOptions.class);
    restart(environment, options);
    options.setFlinkMaster(FlinkPipelineOptions.AUTO);
    options.setAttachedMode(false);
    AtomicReference<JobClient> submitted = new AtomicReference<>();
    environment.registerJobListener(new Listener(submitted));
    initializeContextEnvironment(() -> environment);
    try {
      pipeline.run();
    } finally {
      resetContextEnvironment();
    }
    return submitted.get();
  }

  /**
   * Without it a batch job of Beam's does not restart, whatever {@code --numberOfExecutionRetries}
   * says. It is put into the job itself, which counts before the cluster's configuration.
   */
  private static void restart(ExecutionEnvironment environment, FlinkPipelineOptions options) {
    boolean here = "local".equals(environment.getConfiguration().get(DeploymentOptions.TARGET));
    int slots = Math.max(1, Math.max(options.getParallelism(), environment.getParallelism()));
    int usual =
        here ? RESTARTS_HERE : RESTARTS_FOR_EACH_SLOT * slots + RESTARTS_UNTIL_A_LOSS_IS_SEEN;
    long usualDelay = here ? RESTART_DELAY_HERE_MILLISECONDS : RESTART_DELAY_MILLISECONDS;
    int attempts = options.getNumberOfExecutionRetries();
    long delay = options.getExecutionRetryDelay();
    RestartStrategies.RestartStrategyConfiguration suitable =
        RestartStrategies.fixedDelayRestart(
            attempts < 0 ? usual : attempts, Duration.ofMillis(delay < 0 ? usualDelay : delay));
    Configuration settings = environment.getConfiguration();
    environment
        .getConfig()
        .setRestartStrategy(
            settings.contains(RestartStrategyOptions.RESTART_STRATEGY)
                ? RestartStrategies.fromConfiguration(settings).orElse(suitable)
                : suitable);
  }

  private record Listener(AtomicReference<JobClient> submitted) implements JobListener {

    @Override
    public void onJobSubmitted(JobClient job, Throwable failure) {
      submitted.set(job);
    }

    @Override
    public void onJobExecuted(JobExecutionResult result, Throwable failure) {}
  }
}
