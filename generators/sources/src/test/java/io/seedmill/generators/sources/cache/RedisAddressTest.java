package io.seedmill.generators.sources.cache;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
