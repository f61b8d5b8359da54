package io.seedmill.transforms.publish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A record that was changed after it was written is noticed, however often it is read. */
class SignedJsonTest {

  private static final int LONG = 100_000;

  /** A record that can be signed; it is public for Jackson. */
  public record Note(String text, String digest) {}

  private static String written(String text) {
    return SignedJson.write(SignedJson.sign(new Note(text, null), Note.class));
  }

  private static Note read(String json) throws JsonProcessingException {
    return SignedJson.parse(json, Note.class, List.of("text"));
  }

  @Test
  void aLongTextIsReadOnce() throws Exception {
    String json = written("a".repeat(LONG));
    Note note = read(json);
    assertThat(read(written("a".repeat(LONG))), sameInstance(note));
    assertThat(read(written("b".repeat(LONG))), is(not(note)));
    assertThat("as it was", read(json).text(), is("a".repeat(LONG)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, LONG})
  void aTextThatWasChangedIsRefusedAfterItWasReadAsWell(int length) throws Exception {
    String json = written("a".repeat(length));
    read(json);
    String changed = json.replaceFirst("a\"", "b\"");
    for (int i = 0; i < 2; i++) {
      assertThat(
          assertThrows(JsonProcessingException.class, () -> read(changed)).getMessage(),
          containsString("it was changed after it was written"));
    }
  }
}
