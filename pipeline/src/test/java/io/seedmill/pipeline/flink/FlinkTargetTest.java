package io.seedmill.pipeline.flink;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.pipeline.flink.FlinkTarget.Embedded;
import io.seedmill.pipeline.flink.FlinkTarget.Remote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkTargetTest {

  @Test
  void anAddressHasAHostAndWhereGivenAPortAndAScheme() {
    assertThat(FlinkTarget.of("flink:8082"), is(new Remote("http", "flink", 8082)));
    assertThat(FlinkTarget.of("flink"), is(new Remote("http", "flink", 8081)));
    assertThat(FlinkTarget.of("https://a.b-c:443/"), is(new Remote("https", "a.b-c", 443)));
    assertThat(FlinkTarget.of("HTTP://flink:1/"), is(new Remote("http", "flink", 1)));
    assertThat(FlinkTarget.of("[::1]:8081"), is(new Remote("http", "[::1]", 8081)));
  }

  @Test
  void anUnderscoreIsNamed() {
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> FlinkTarget.of("job_manager:8081"))
            .getMessage(),
        is(
            "found 'job_manager:8081'; allowed: [local], or host:port of a cluster's REST API; a"
                + " host's name has no underscore"));
  }

  @Test
  void withoutAnAddressTheClusterIsEmbedded() {
    assertThat(FlinkTarget.of("[auto]"), is(new Embedded()));
    assertThat(FlinkTarget.of("[local]"), is(new Embedded()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[collection]",
        "flink:",
        "flink:0",
        "flink:65536",
        "a b:1",
        "ftp://a",
        "a..b:1",
        "-a"
      })
  void whatIsNoAddressIsRefused(String found) {
    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> FlinkTarget.of(found));
    assertThat(
        thrown.getMessage(),
        is("found '" + found + "'; allowed: [local], or host:port of a cluster's REST API"));
  }
}
