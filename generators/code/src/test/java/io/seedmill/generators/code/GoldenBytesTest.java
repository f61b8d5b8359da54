package io.seedmill.generators.code;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.Catalogue;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.testing.CollectingSink;
import io.seedmill.generators.testing.CollectingSink.Collected;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The samples of a version of a generator never change, in any language: whoever has generated
 * indices 0 to 999 continues at 1,000. A change of the bytes needs another version and another
 * digest here.
 */
class GoldenBytesTest {

  private static final int SAMPLES = 40;
  private static final int REPOSITORIES = 5;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          code-samples | 2 | python | 7b7806730416b51c
          code-samples | 2 | javascript | 452bf114065d4960
          code-samples | 2 | typescript | 3365fecc3bfaab0f
          code-samples | 2 | java | 856c96e0aef09dd2
          code-samples | 2 | go | ca3e302c2bcd4ddb
          code-samples | 2 | swift | 9015f10d3af8a607
          code-samples | 2 | rust | 7038687a1be05ce3
          code-samples | 2 | c | 68062b55e3f521cf
          code-samples | 2 | cpp | 77daba99c8f64fbc
          pattern-detectors | 1 | python | 95c5ea6101587915
          pattern-detectors | 1 | javascript | ae9f4960fe09b4f7
          pattern-detectors | 1 | typescript | a976768c4a1fd113
          pattern-detectors | 1 | java | 8134622dc5247def
          pattern-detectors | 1 | go | b6ec18342b37d270
          pattern-detectors | 1 | rust | 447f671a94141623
          pattern-detectors | 1 | c | 9fdacbc89acad1c6
          pattern-detectors | 1 | cpp | 407f82ad821b6bd0
          test-suites | 1 | python | ae41b558f6b97520
          test-suites | 1 | javascript | 650b948b0344a04f
          test-suites | 1 | typescript | f276d41933adbd21
          test-suites | 1 | java | 537766f8b6eede1f
          test-suites | 1 | go | 37cca41c8e0e090e
          test-suites | 1 | rust | 02776cbecbfaae99
          test-suites | 1 | c | 548df5b36226c5be
          test-suites | 1 | cpp | 4a15f378ed317133
          example-repos | 1 | python | 2fd77982141eef01
          example-repos | 1 | typescript | 02c2efb6284d0729
          example-repos | 1 | go | d6fbf3f51b6f0d63
          example-repos | 1 | java | a329adc9c6e036f1
          """)
  void theBytesAreTheOnesThatThisVersionPromised(
      String name, int version, String language, String expected) throws Exception {
    GeneratorFactory factory =
        Catalogue.load().all().stream().filter(each -> each.name().equals(name)).findAny().get();
    byte[] json = "{\"language\":\"%s\"}".formatted(language).getBytes(StandardCharsets.UTF_8);
    int samples = name.equals("example-repos") ? REPOSITORIES : SAMPLES;
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (Collected sample :
        CollectingSink.collect(
            factory,
            factory.parameters().read((ObjectNode) CanonicalJson.parse(json)),
            42,
            new IndexRange(0, samples))) {
      digest.update((sample.content() + sample.metadata()).getBytes(StandardCharsets.UTF_8));
    }
    String found = HexFormat.of().formatHex(digest.digest(), 0, 8);
    assertThat("the version", factory.version(), is(version));
    assertThat("the digest of the first %d samples".formatted(samples), found, is(expected));
  }
}
