package io.seedmill.generators.sources.cache;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.generators.sources.testing.FalseRedis;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.JedisPooled;

class RedisAddressTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "redis://host:x | is none of Redis",
        "redis://:hunter2#@host:6379 | has a '?' or '#'; allowed: %3F and %23 for these in a password",
        "redis://:hunter2?x@host:6379/0 | has a '?' or '#'",
        "redis://host:6379?db=3 | nothing behind the number of the database",
        "redis://host:6379/0?ssl=true | has a '?' or '#'",
        "redis://:hunter2@my_redis:6379/0 | has the host 'my_redis:6379'; allowed: a name without '_'",
        "redis://hunter2[x@host:6379 | cannot be read",
        "redis://host:0 | has the port 0",
        "redis://host:65536 | has the port 65536",
        "redis://host:6379/zero | has no number for a database",
        "redis:host:6379 | is none of Redis",
        "http://host:6379 | is none of Redis",
        "redis:// | cannot be read",
        "redis://:${env:NO_SUCH}@host | NO_SUCH"
      })
  void anAddressThatIsNoneIsRefusedWithoutItsPassword(String address, String expected) {
    IOException e = assertThrows(IOException.class, () -> RedisAddress.of(address, Map.of()));
    assertThat(e.getMessage(), containsString(expected));
    assertThat(e.getMessage(), not(containsString("hunter2")));
  }

  @Test
  void anAddressIsShownAsHostAndPort() throws IOException {
    assertThat(RedisAddress.of("redis://:a%23b@host/3", Map.of()).toString(), is("host:6379"));
    assertThat(RedisAddress.of("rediss://[::1]:7000", Map.of()).toString(), is("[::1]:7000"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "$2147483647 | a reply that says that it has 2147483647 bytes; allowed: ",
        "*100000000 | a reply that is a list of 100000000 elements; allowed: 1000",
        "*-5 | a reply of another kind than was asked for",
        "$3 | no whole reply in time"
      })
  void aFailureIsToldWithoutTheNamesOfClasses(String reply, String expected) throws IOException {
    try (FalseRedis server = FalseRedis.answering(reply + "\r\n");
        JedisPooled redis = RedisAddress.of(server.address(), Map.of()).open()) {
      assertThat(reason(redis), startsWith(expected));
    }
  }

  @Test
  void aServerThatIsNotThereIsToldAsSuch() throws IOException {
    FalseRedis server = FalseRedis.answering("");
    server.close();
    try (JedisPooled redis = RedisAddress.of(server.address(), Map.of()).open()) {
      assertThat(reason(redis), is("Connection refused"));
    }
    try (JedisPooled redis = RedisAddress.of("redis://nowhere.invalid", Map.of()).open()) {
      assertThat(reason(redis), is("no such host"));
    }
  }

  private static String reason(JedisPooled redis) {
    return RedisAddress.reason(assertThrows(RuntimeException.class, () -> redis.get("key")));
  }
}
