package io.seedmill.pipeline.direct;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;

/** Given a bundle that waits while threads have nothing to do, then the driver does not spin. */
class PausingClockTest {

  private static final Duration WAIT = Duration.ofSeconds(2);
  private static final String WORKER = "direct-runner-worker";

  private static long waited;

  @Test
  void aRunThatWaitsTakesNoCore() {
    DirectOptions options = PipelineOptionsFactory.create().as(DirectOptions.class);
    options.setTargetParallelism(3);
    DirectRunner runner = DirectRunner.fromOptions(options);

    assertThat("this version of Beam takes the clock", PausingClock.install(runner), is(true));
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply(Create.of(1))
        .apply(MapElements.into(TypeDescriptors.integers()).via(PausingClockTest::await));

    assertThat(runner.run(pipeline).waitUntilFinish(), is(PipelineResult.State.DONE));
    assertThat("CPU time of all workers", waited, is(lessThan(WAIT.dividedBy(2).toNanos())));
  }

  private static int await(int element) {
    long before = cpuOfWorkers();
    long end = System.nanoTime() + WAIT.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
    waited = cpuOfWorkers() - before;
    return element;
  }

  private static long cpuOfWorkers() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long nanos = 0;
    for (long id : threads.getAllThreadIds()) {
      ThreadInfo thread = threads.getThreadInfo(id);
      if (thread != null && thread.getThreadName().startsWith(WORKER)) {
        nanos += Math.max(0, threads.getThreadCpuTime(id));
      }
    }
    return nanos;
  }
}
