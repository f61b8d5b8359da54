package io.seedmill.pipeline.cli.preview;

import io.seedmill.generators.input.Counted;
import io.seedmill.transforms.storage.StoredAssets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Keeps the assets of records in files that a person can open, and draws pictures in terminals. */
public final class ImageFiles {

  private static final int KITTY_CHUNK = 4096;

  private final boolean draws;
  private final Map<String, String> environment;
  private Path folder;
  private int kept;

  /**
   * @param folder where they are kept, made when the first one comes; null for a new one among the
   *     temporary files, which no other user may have prepared
   * @param draws whether a terminal reads what is shown
   * @param environment tells which terminal it is
   */
  public ImageFiles(Path folder, boolean draws, Map<String, String> environment) {
    this.folder = folder;
    this.draws = draws;
    this.environment = environment;
  }

  /** Writes an asset; returns what is said of it. */
  String keep(Field.Media media) throws IOException {
    folder =
        folder == null
            ? Files.createTempDirectory("seedmill-preview-")
            : Files.createDirectories(folder);
    String ending = StoredAssets.ending(media.mediaType());
    Path file = folder.resolve(String.format(Locale.ROOT, "%03d%s", ++kept, ending));
    Files.write(file, media.bytes());
    return String.format(
        Locale.ROOT,
        "%s, %s: %s",
        media.mediaType(),
        Counted.of(media.bytes().length, "byte"),
        file);
  }

  /**
   * Returns the characters that draw a picture, where the terminal is known to understand them and
   * no multiplexer is between.
   */
  Optional<String> draw(Field.Media media) {
    boolean isMultiplexed = environment.containsKey("TMUX") || environment.containsKey("STY");
    if (!draws || isMultiplexed || !media.mediaType().equals("image/png")) {
      return Optional.empty();
    }
    String base64 = Base64.getEncoder().encodeToString(media.bytes());
    String program = environment.getOrDefault("TERM_PROGRAM", "");
    if (program.equals("iTerm.app") || program.equals("WezTerm")) {
      return Optional.of("\u001b]1337;File=inline=1:" + base64 + "\u0007");
    }
    boolean isKitty =
        environment.containsKey("KITTY_WINDOW_ID")
            || environment.getOrDefault("TERM", "").equals("xterm-kitty")
            || program.equals("ghostty");
    return isKitty ? Optional.of(kitty(base64)) : Optional.empty();
  }

  /** A picture is sent in chunks; all but the last say that more follows. */
  private static String kitty(String base64) {
    StringBuilder drawn = new StringBuilder();
    for (int at = 0; at < base64.length(); at += KITTY_CHUNK) {
      int end = Math.min(base64.length(), at + KITTY_CHUNK);
      drawn.append("\u001b_G").append(at == 0 ? "a=T,f=100," : "");
      drawn.append(end < base64.length() ? "m=1;" : "m=0;");
      drawn.append(base64, at, end).append("\u001b\\");
    }
    return drawn.toString();
  }
}
