package io.seedmill.transforms.blocks;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HangWatchTest {

  private static final Duration TICK = Duration.ofMillis(10);

  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

  @Test
  void theSampleThatAGeneratorHangsOnIsNamedOnce() throws Exception {
    try (HangWatch watch = new HangWatch(TICK, 5, said::add)) {
      watch.startEntry("slow");
      watch.begin(17);
      String message = said.poll(10, TimeUnit.SECONDS);
      assertThat(message, is("generator 'slow' has been making sample 17 for more than 0 s"));
      assertThat("a second time", said.poll(200, TimeUnit.MILLISECONDS), nullValue());
    }
  }

  @Test
  void aWorkerThatRestsIsNotNamed() throws Exception {
    try (HangWatch watch = new HangWatch(TICK, 5, said::add)) {
      watch.startEntry("done");
      watch.begin(1);
      watch.rest();
      assertThat(said.poll(200, TimeUnit.MILLISECONDS), nullValue());
    }
  }
}
