package io.seedmill.generators.vision;

import static io.seedmill.generators.vision.PixelReaders.at;
import static io.seedmill.generators.vision.PixelReaders.rgb;
import static io.seedmill.generators.vision.PixelReaders.wrong;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.Map;

/** Reads pictures of the kinds of {@code dials}. */
final class DialReaders {

  static final Map<String, PixelReaders.Reader> ALL =
      Map.of(
          "clock-reading", DialReaders::clockReading,
          "mirror-clock", DialReaders::mirrorClock,
          "traffic-light", DialReaders::trafficLight);

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

  /** The far end of the long hand, and the short one that goes with it, in the mirrored picture. */
  private static JsonNode mirrorClock(BufferedImage first, BufferedImage last, JsonNode given) {
    int colour = rgb(given.get("hands"));
    double radius = given.get("radius").asDouble();
    double x = given.get("image").get(0).asDouble();
    double y = given.get("image").get(1).asDouble();
    double sumX = 0;
    double sumY = 0;
    for (int i = -60; i <= 60; i++) {
      for (int j = -60; j <= 60; j++) {
        double far = Math.hypot(i, j) / radius;
        if (far > 0.6 && far < 0.7 && at(last, x + i, y + j) == colour) {
          sumX += i;
          sumY += j;
        }
      }
    }
    long minute = Math.floorMod(Math.round((Math.toDegrees(Math.atan2(sumY, sumX)) + 90) / 6), 60L);
    int mirror = given.get("mirror").asInt();
    long time = Math.floorMod(Math.round((2 * mirror + 180 - minute * 6) / 6.0), 60L);
    double hour = -1;
    for (int i = 0; i < 12; i++) {
      double turn =
          Math.floorMod(Math.round(2 * (2 * mirror + 180 - 30 * i - time / 2.0)), 720L) / 2.0;
      double angle = Math.toRadians(turn - 90);
      boolean isHand =
          at(last, x + 0.42 * radius * Math.cos(angle), y + 0.42 * radius * Math.sin(angle))
              == colour;
      double off = Math.abs(turn - minute * 6) % 360;
      if (isHand && (hour < 0 || Math.min(off, 360 - off) > 15)) {
        hour = turn;
      }
    }
    double cx = given.get("clock").get(0).asDouble();
    double cy = given.get("clock").get(1).asDouble();
    for (int i = -38; i <= 38; i++) {
      for (int j = -38; j <= 38; j++) {
        int[] image =
            switch (mirror) {
              case 90 -> new int[] {-i, j};
              case 0 -> new int[] {i, -j};
              case 45 -> new int[] {j, i};
              default -> new int[] {-j, -i};
            };
        // Not at an edge, where a pixel and its image may be covered to other shares.
        boolean isHand =
            at(first, cx + i, cy + j) == colour
                && at(first, cx + i - 1, cy + j) == colour
                && at(first, cx + i + 1, cy + j) == colour
                && at(first, cx + i, cy + j - 1) == colour
                && at(first, cx + i, cy + j + 1) == colour;
        int there = at(last, x + image[0], y + image[1]);
        int near = at(last, x + image[0] - 1, y + image[1]);
        int above = at(last, x + image[0], y + image[1] - 1);
        int both = at(last, x + image[0] - 1, y + image[1] - 1);
        if (isHand && there != colour && near != colour && above != colour && both != colour) {
          return wrong("no mirror image of %d, %d".formatted(i, j));
        }
      }
    }
    return JsonNodeFactory.instance
        .objectNode()
        .put("hour_hand", hour)
        .put("minute_hand", minute * 6.0);
  }

  /** Runs each light second by second. */
  private static JsonNode trafficLight(BufferedImage first, BufferedImage last, JsonNode given) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    String[] lamps = {"red", "yellow", "green"};
    for (int i = 0; i < given.get("lights").size(); i++) {
      JsonNode light = given.get("lights").get(i);
      double x = given.get("left").asInt() + 24 + 80.0 * i;
      int lamp = lit(first, x);
      int left = lamp < 0 ? 0 : light.get("seconds").get(lamp).asInt();
      for (int second = 0; second < given.get("time").asInt() && lamp >= 0; second++) {
        if (left == 0) {
          lamp = lamp == 0 ? 2 : lamp - 1;
          left = light.get("seconds").get(lamp).asInt();
        }
        left--;
      }
      if (lamp < 0 || lit(last, x) != lamp || left == 0) {
        return wrong("light %d shows %d and not %d".formatted(i, lit(last, x), lamp));
      }
      answer.withArray("lit").add(lamps[lamp]);
    }
    return answer;
  }

  /** Returns the only lamp that is on, or -1. */
  private static int lit(BufferedImage image, double x) {
    int[] colours = {0xD8322F, 0xF4CF2C, 0x2E9E4F};
    int lit = -1;
    int on = 0;
    for (int lamp = 0; lamp < 3; lamp++) {
      int found = at(image, x, 78 + 50.0 * lamp);
      if (found != 0x555B64) {
        lit = found == colours[lamp] ? lamp : -1;
        on++;
      }
    }
    return on == 1 ? lit : -1;
  }

  private static int distance(int a, int b) {
    int sum = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      sum += Math.abs((a >> shift & 0xFF) - (b >> shift & 0xFF));
    }
    return sum;
  }
}
