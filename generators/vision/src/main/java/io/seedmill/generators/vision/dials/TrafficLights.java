package io.seedmill.generators.vision.dials;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.vision.image.Canvas;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.image.Shape;
import io.seedmill.generators.vision.kind.VisionKind;
import io.seedmill.generators.vision.kind.VisionTask;
import io.seedmill.generators.vision.kind.VisionTask.Probe;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Traffic lights with the seconds that each colour lasts; the picture after some time is to be
 * shown.
 *
 * <p>One light at the lower levels, three at the higher; the time grows from one change to many
 * rounds.
 */
final class TrafficLights extends VisionKind {

  private static final Colour[] LAMPS = {Colour.RED, Colour.YELLOW, Colour.GREEN};

  /** The colour that follows each: red, green, yellow, red. */
  private static final int[] NEXT = {2, 0, 1};

  private static final int PITCH = 80;
  private static final double LAMP = 18;

  TrafficLights() {
    super(
        "traffic-light",
        "show traffic lights after some time",
        List.of("time"),
        "Each traffic light has just changed to the colour that it shows. The number beside a lamp"
            + " says for how many seconds it lights up; the order is red, green, yellow, red. Show"
            + " the lights after {time} seconds.",
        "Which lamps are on {time} seconds from now? Every light goes from red to green to yellow"
            + " to red; each colour lasts as many seconds as stand beside it, and the one shown has"
            + " just begun.",
        "Advance the picture by {time} seconds. A light's colour follows the cycle red, green,"
            + " yellow. A lamp stays on for the seconds written next to it, and the present ones"
            + " came on right now.",
        "The lit lamps came on a moment ago, and the numbers are the seconds that each lamp stays"
            + " on in the cycle red - green - yellow - red. Let {time} seconds pass and show which"
            + " lamps are lit then.");
  }

  /** Seconds of red, yellow and green, and the lamp that is on, at first and in the end. */
  private record Light(int[] seconds, int before, int after) {}

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    int count = level <= 3 ? 1 : level <= 6 ? 2 : 3;
    List<Light> lights = new ArrayList<>();
    int time = 0;
    int changes = 0;
    while (lights.size() < count) {
      int most = 6 + 4 * level;
      if (lights.isEmpty()) {
        time = 2 + level * 5 + random.nextInt(10 + 6 * level);
        changes = 0;
      }
      int[] seconds = {
        3 + random.nextInt(most),
        2 + random.nextInt(StrictMath.min(12, most)),
        3 + random.nextInt(most)
      };
      int before = random.nextInt(3);
      int lamp = before;
      int left = time;
      while (left > seconds[lamp]) {
        left -= seconds[lamp];
        lamp = NEXT[lamp];
        changes++;
      }
      // Not at the moment of a change.
      if (left > 0 && left < seconds[lamp] && (lamp != before || !lights.isEmpty())) {
        lights.add(new Light(seconds, before, lamp));
      } else {
        lights.clear();
      }
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    List<Probe> probes = new ArrayList<>();
    int shift = (256 - PITCH * count) / 2;
    shift += random.nextInt(2 * StrictMath.min(9, shift - 3) + 1) - StrictMath.min(9, shift - 3);
    int left = shift;
    for (int i = 0; i < count; i++) {
      Light light = lights.get(i);
      answer.withArray("lit").add(LAMPS[light.after()].label());
      ObjectNode one = given.withArray("lights").addObject();
      one.put("lit", LAMPS[light.before()].label());
      for (int lamp = 0; lamp < 3; lamp++) {
        one.withArray("seconds").add(light.seconds()[lamp]);
        probes.add(new Probe(lampX(left, i), lampY(lamp)));
        probes.add(new Probe(lampX(left, i) - 8, lampY(lamp) + 8));
      }
    }
    given.put("left", left);
    given.put("time", time);
    int seconds = time;
    return new VisionTask(
        answer,
        given,
        20L * level + changes,
        (canvas, at) -> paint(canvas, at, lights, left),
        probes,
        List.of(Integer.toString(seconds)));
  }

  private static double lampX(int left, int light) {
    return left + 24.0 + PITCH * light;
  }

  private static double lampY(int lamp) {
    return 78 + 50.0 * lamp;
  }

  /** At half of the time no lamp is on. */
  private static void paint(Canvas canvas, double at, List<Light> lights, int left) {
    canvas.clear(Colour.PAPER);
    for (int i = 0; i < lights.size(); i++) {
      Light light = lights.get(i);
      double x = lampX(left, i);
      canvas.fill(Shape.rectangle(x - 4, 206, 8, 42), Colour.GREY);
      canvas.fill(Shape.rounded(x - 22, lampY(0) - 27, 44, 154, 12), Colour.INK);
      int lit = at < 0.4 ? light.before() : at > 0.6 ? light.after() : -1;
      for (int lamp = 0; lamp < 3; lamp++) {
        canvas.fill(Shape.disc(x, lampY(lamp), LAMP), lamp == lit ? LAMPS[lamp].rgb() : 0x555B64);
        canvas.fill(
            Shape.text(Integer.toString(light.seconds()[lamp]), x + 37, lampY(lamp), 10),
            Colour.INK);
      }
    }
  }
}
