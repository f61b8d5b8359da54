package io.seedmill.pipeline.cli.preview;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Given pictures of several lengths, when terminals draw them, then their bytes arrive. */
class ImageFilesTest {

  private static final Pattern KITTY =
      Pattern.compile("\u001b_G(a=T,f=100,)?m=([01]);([A-Za-z0-9+/=]*)\u001b\\\\");

  @ParameterizedTest
  @ValueSource(ints = {1, 3_071, 3_072, 3_073, 6_144, 100_000})
  void theChunksOfKittyAddUpToThePicture(int length) {
    byte[] picture = new byte[length];
    new Random(length).nextBytes(picture);
    String drawn = draw("image/png", picture, Map.of("TERM", "xterm-kitty")).orElseThrow();

    StringBuilder base64 = new StringBuilder();
    Matcher chunk = KITTY.matcher(drawn);
    int at = 0;
    while (chunk.find()) {
      assertThat("nothing is between chunks", chunk.start(), is(at));
      assertThat("the first says what follows", chunk.group(1) != null, is(at == 0));
      assertThat(chunk.group(3).length() <= 4096, is(true));
      at = chunk.end();
      assertThat("the last says so", chunk.group(2).equals("0"), is(at == drawn.length()));
      base64.append(chunk.group(3));
    }
    assertThat(at, is(drawn.length()));
    assertThat(Base64.getDecoder().decode(base64.toString()), is(picture));
  }

  @Test
  void othersTakeItInOnePiece() {
    for (String program : new String[] {"iTerm.app", "WezTerm"}) {
      assertThat(
          draw("image/png", new byte[] {1, 2, 3}, Map.of("TERM_PROGRAM", program)),
          is(Optional.of("\u001b]1337;File=inline=1:AQID\u0007")));
    }
  }

  @Test
  void nothingIsDrawnWhereItWouldBeText() {
    byte[] picture = {1};
    assertThat(draw("image/png", picture, Map.of("TERM", "xterm")), is(Optional.empty()));
    assertThat(draw("audio/wav", picture, Map.of("TERM", "xterm-kitty")), is(Optional.empty()));
    assertThat(
        draw("image/png", picture, Map.of("KITTY_WINDOW_ID", "1", "TMUX", "/tmp/tmux-0/default,1")),
        is(Optional.empty()));
    assertThat(
        new ImageFiles(null, false, Map.of("TERM", "xterm-kitty"))
            .draw(new Field.Media("image/png", picture)),
        is(Optional.empty()));
  }

  private static Optional<String> draw(
      String mediaType, byte[] bytes, Map<String, String> environment) {
    return new ImageFiles(null, true, environment).draw(new Field.Media(mediaType, bytes));
  }
}
