package io.seedmill.generators.vision;

import static io.seedmill.generators.vision.PixelReaders.at;
import static io.seedmill.generators.vision.PixelReaders.rgb;
import static io.seedmill.generators.vision.PixelReaders.wrong;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.Map;

/** Reads pictures of the kinds of {@code dials}. */
final class DialReaders {

  static final Map<String, PixelReaders.Reader> ALL =
      Map.of("clock-reading", DialReaders::clockReading);

  private DialReaders() {}

  /** The hands say the time, and the line around a box says the choice. */
  private static JsonNode clockReading(BufferedImage first, BufferedImage last, JsonNode given) {
    int radius = given.get("radius").asInt();
    int colour = rgb(given.get("hands"));
    double longHand = given.get("numbers").asInt() > 0 ? radius - 31 : radius * 0.8;
    int time = -1;
    for (int minutes = 0; minutes < 720; minutes++) {
      boolean fits = true;
      for (int i = 10; i < 20 && fits; i++) {
        fits =
            isHand(first, minutes * 6.0, longHand * (i + 0.5) / 21, 0, colour)
                && isHand(first, minutes / 2.0, longHand * 0.6 * i / 21, -2, colour)
                && isHand(first, minutes / 2.0, longHand * 0.6 * i / 21, 2, colour);
      }
      if (fits && time >= 0) {
        return wrong("both %d and %d minutes fit the hands".formatted(time, minutes));
      }
      if (fits) {
        time = minutes;
      }
    }
    if (time < 0) {
      return wrong("no time fits the hands");
    }
    String shown =
        String.format(Locale.ROOT, "%d:%02d", time / 60 == 0 ? 12 : time / 60, time % 60);
    int frame = rgb(given.get("frame"));
    int choice = 0;
    for (int i = 0; i < 4; i++) {
      int x = 7 + 61 * i;
      boolean isFramed = at(last, x + 1, 220) == frame && at(last, x + 28, 201) == frame;
      choice = isFramed ? choice == 0 ? i + 1 : -1 : choice;
    }
    if (choice < 1 || !given.get("choices").get(choice - 1).asText().equals(shown)) {
      return wrong("the clock shows %s, and box %d is framed".formatted(shown, choice));
    }
    return JsonNodeFactory.instance.objectNode().put("choice", choice).put("time", shown);
  }

  /** The hour hand has its colour two units off its middle, the minute hand has not. */
  private static boolean isHand(
      BufferedImage image, double turn, double length, double off, int colour) {
    double cos = Math.cos(Math.toRadians(turn - 90));
    double sin = Math.sin(Math.toRadians(turn - 90));
    int found = at(image, 128 + length * cos - off * sin, 100 + length * sin + off * cos);
    return distance(found, colour) < 0.4 * distance(0xFFFFFF, colour);
  }

  private static int distance(int a, int b) {
    int sum = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      sum += Math.abs((a >> shift & 0xFF) - (b >> shift & 0xFF));
    }
    return sum;
  }
}
