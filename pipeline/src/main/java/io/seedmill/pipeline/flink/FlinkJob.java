package io.seedmill.pipeline.flink;

import io.seedmill.pipeline.run.Advance;
import io.seedmill.pipeline.run.Reason;
import io.seedmill.pipeline.run.RunningJob;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.beam.sdk.Pipeline;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.SerializedThrowable;

/** A job on Flink that someone waits for. */
final class FlinkJob implements RunningJob {

  private final CompletableFuture<JobExecutionResult> end;
  private final FlinkProgress progress;
  private final Optional<String> notice;

  /**
   * Begins to wait for a job.
   *
   * @param notice see {@link #notice()}
   */
  FlinkJob(JobClient job, FlinkProgress progress, Optional<String> notice) {
    this.end = job.getJobExecutionResult();
    this.progress = progress;
    this.notice = notice;
  }

  @Override
  public Advance advance() {
    return progress.look();
  }

  @Override
  public boolean await(Duration longest) throws IOException {
    try {
      end.get(longest.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the job runs");
    } catch (ExecutionException e) {
      if (hasEnded()) {
        throw new Pipeline.PipelineExecutionException(cause(e));
      }
      throw new IOException(
          "the Flink cluster does not answer any more (%s); %s"
              .formatted(Reason.of(e), notice.orElse("the run is lost")),
          e);
    }
  }

  @Override
  public boolean isDetached() {
    return false;
  }

  @Override
  public Optional<String> notice() {
    return hasEnded() ? Optional.empty() : notice;
  }

  /** Returns true if Flink said so; a lost connection says nothing about the job. */
  private boolean hasEnded() {
    if (!end.isCompletedExceptionally()) {
      return end.isDone();
    }
    try {
      end.join();
      return true;
    } catch (RuntimeException e) {
      return ExceptionUtils.findThrowable(e, JobExecutionException.class).isPresent();
    }
  }

  /** The first cause, as it was where it was thrown, below all that a worker said of it. */
  private static Throwable cause(Throwable thrown) {
    StringBuilder said = new StringBuilder();
    Throwable cause = thrown;
    for (Throwable next = thrown; next != null; next = next.getCause()) {
      if (next instanceof JobCancellationException) {
        return new IOException("the job was cancelled", thrown);
      }
      if (next instanceof SerializedThrowable serialized) {
        next = serialized.deserializeError(FlinkJob.class.getClassLoader());
      }
      said.append(next).append('\n');
      cause = next;
    }
    return new WorkerFailure(said.toString(), cause);
  }

  /** All that was said of a failure on its way here, and its first cause. */
  private static final class WorkerFailure extends Exception {
    private static final long serialVersionUID = 1L;

    WorkerFailure(String said, Throwable cause) {
      super(said, cause);
    }
  }
}
