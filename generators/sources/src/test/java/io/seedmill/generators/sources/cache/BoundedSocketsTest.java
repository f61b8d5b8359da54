package io.seedmill.generators.sources.cache;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.generators.sources.testing.FalseRedis;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** A command to a Redis server ends in time, whatever the server does. */
@Timeout(60)
class BoundedSocketsTest {

  private static final CacheLimits LIMITS = new CacheLimits(Duration.ofHours(1), 1 << 30, 1 << 24);

  private static RedisStore store(FalseRedis server) throws IOException {
    RedisAddress address = RedisAddress.of(server.address(), Map.of());
    return new RedisStore(address, address.open(Duration.ofMillis(200)));
  }

  private static void assertEndsSoon(Executable command) {
    long start = System.nanoTime();
    assertThrows(IOException.class, command);
    assertThat(Duration.ofNanos(System.nanoTime() - start), is(lessThan(Duration.ofSeconds(2))));
  }

  private static void drip(String start, OutputStream out)
      throws IOException, InterruptedException {
    out.write(start.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    while (true) {
      out.write('7');
      Thread.sleep(20);
    }
  }

  @Test
  void aReplyThatDripsIsGivenUp() throws Exception {
    for (String start : new String[] {"", "$", "+", "$1000\r\n", "*2\r\n$100\r\n"}) {
      try (FalseRedis server = FalseRedis.start((in, out) -> drip(start, out));
          RedisStore store = store(server)) {
        assertEndsSoon(() -> store.read("a", LIMITS));
      }
    }
  }

  @Test
  void aServerThatReadsNothingIsGivenUp() throws Exception {
    CachedResponse large =
        new CachedResponse(Instant.EPOCH, "", new byte[14_000_000]); // more than sockets buffer
    try (FalseRedis server = FalseRedis.start((in, out) -> Thread.sleep(30_000));
        RedisStore store = store(server)) {
      assertEndsSoon(() -> store.write("a", large, LIMITS));
    }
  }
}
