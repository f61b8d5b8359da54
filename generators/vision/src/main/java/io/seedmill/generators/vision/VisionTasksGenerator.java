package io.seedmill.generators.vision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.auto.service.AutoService;
import io.seedmill.generators.Asset;
import io.seedmill.generators.AssetStore;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorContext;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.InlineAssets;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleGenerator;
import io.seedmill.generators.Scorer;
import io.seedmill.generators.catalogue.mixture.Mixture;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.vision.image.Canvas;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.image.Mp4;
import io.seedmill.generators.vision.image.Png;
import io.seedmill.generators.vision.kind.Picture;
import io.seedmill.generators.vision.kind.Probes;
import io.seedmill.generators.vision.kind.Scene;
import io.seedmill.generators.vision.kind.VisionKind;
import io.seedmill.generators.vision.kind.VisionTask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Tasks for image and video models: from a first frame and a prompt to a final frame.
 *
 * <p>The difficulty is the level. Kinds and levels take turns, so that each has its exact share of
 * the first samples, however many, give or take less than one.
 *
 * <p>Fields: {@code answer} (the solution as data), {@code final_frame} and {@code first_frame}
 * (PNG files), {@code frames} (an animated PNG or an MP4 of the way from one to the other, if asked
 * for), {@code kind}, {@code prompt}. Metadata: {@code domain}, {@code given} (what the first frame
 * shows, as data), {@code probes} (places with the colours that they must have in a final frame),
 * {@code work} (the elementary steps of a usual way to the solution).
 */
public final class VisionTasksGenerator implements SampleGenerator {

  private static final String NONE = "none";
  private static final String APNG = "apng";
  private static final String MP4 = "mp4";
  private static final int FRAMES = 25;
  private static final int FRAMES_OF_A_VIDEO = 20;
  private static final int PER_SECOND = 10;

  private final Map<String, VisionKind> kinds = VisionKinds.create();
  private final Mixture mixture;
  private final AssetStore assets;
  private final int size;
  private final String frames;

  private VisionTasksGenerator(Parameters parameters, AssetStore assets) {
    this.mixture = Mixture.of(parameters, VisionKinds.IDS);
    this.size = parameters.intValue("size");
    this.frames = parameters.text("frames");
    this.assets = assets;
  }

  @Override
  public void generate(long index, UniformRandomProvider random, Sample sample) throws Exception {
    Mixture.Choice choice = mixture.at(index);
    VisionKind kind = kinds.get(choice.kind());
    VisionTask task = kind.draw(choice.level(), random);
    String prompt = kind.prompt(task, random);
    Canvas firstFrame = painted(task.scene(), 0);
    Canvas finalFrame = painted(task.scene(), 1);
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    fields.set("answer", task.answer());
    fields.set("final_frame", kept(Png.MEDIA_TYPE, Png.encode(finalFrame)));
    fields.set("first_frame", kept(Png.MEDIA_TYPE, Png.encode(firstFrame)));
    if (frames.equals(APNG)) {
      byte[] png = Png.animate(frames(task.scene(), FRAMES), 1000 / PER_SECOND);
      fields.set("frames", kept(Png.MEDIA_TYPE, png));
    } else if (frames.equals(MP4)) {
      byte[] video = Mp4.encode(frames(task.scene(), FRAMES_OF_A_VIDEO), PER_SECOND);
      fields.set("frames", kept(Mp4.MEDIA_TYPE, video));
    }
    fields.put("kind", kind.id());
    fields.put("prompt", prompt);
    ObjectNode metadata = fields.putObject("metadata");
    metadata.put("difficulty", choice.level());
    metadata.put("domain", kind.domain());
    metadata.set("given", task.given());
    metadata.set("probes", Probes.of(task, firstFrame, finalFrame));
    metadata.put("work", task.work());
    sample.json(fields);
  }

  private Canvas painted(Scene scene, double time) {
    Canvas canvas = new Canvas(size, Colour.WHITE.rgb());
    scene.paint(canvas, time);
    return canvas;
  }

  private List<Canvas> frames(Scene scene, int count) {
    List<Canvas> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      frames.add(painted(scene, i / (count - 1.0)));
    }
    return frames;
  }

  private JsonNode kept(String mediaType, byte[] bytes) throws IOException {
    return assets.keep(new Asset(mediaType, bytes));
  }

  /** The catalogue's entry. */
  @AutoService(GeneratorFactory.class)
  public static final class Factory implements GeneratorFactory {

    @Override
    public String name() {
      return "vision-tasks";
    }

    @Override
    public int version() {
      return 3;
    }

    @Override
    public String summary() {
      return "tasks with a first and a final frame for image and video models, of ten levels";
    }

    @Override
    public ParameterSchema parameters() {
      return Mixture.declare("what is to be done", VisionKinds.IDS, "maze", "clock-reading")
          .choice(
              "frames",
              "how the frames between are kept: not at all, as an animated PNG, or as a video",
              NONE,
              List.of(NONE, APNG, MP4))
          .integer("size", "the width and height of a picture in pixels", 256, 64, 1024)
          .rule(Factory::aVideoIsOfEvenSize);
    }

    private static Optional<InputProblem> aVideoIsOfEvenSize(Parameters parameters) {
      int size = parameters.intValue("size");
      return size % 2 == 0 || !parameters.text("frames").equals(MP4)
          ? Optional.empty()
          : Optional.of(
              new InputProblem("/size", Integer.toString(size), "an even number for a video"));
    }

    @Override
    public Optional<Set<String>> fields(Parameters parameters, Prepared prepared) {
      Set<String> still = Set.of("answer", "final_frame", "first_frame", "kind", "prompt");
      Set<String> all = new HashSet<>(still);
      if (!parameters.text("frames").equals(NONE)) {
        all.add("frames");
      }
      return Optional.of(all);
    }

    @Override
    public Generator create(Parameters parameters) {
      return create(parameters, new InlineAssets());
    }

    @Override
    public Generator open(Parameters parameters, Prepared prepared, GeneratorContext context) {
      return create(parameters, context.assets());
    }

    private static Generator create(Parameters parameters, AssetStore assets) {
      return Generator.perSample(parameters, new VisionTasksGenerator(parameters, assets));
    }

    @Override
    public Optional<Scorer> scorer() {
      Map<String, VisionKind> kinds = VisionKinds.create();
      return Optional.of(
          new Scorer() {
            @Override
            public double score(JsonNode sample, String answer) {
              return Factory.score(kinds, sample, answer);
            }

            @Override
            public String rightAnswer() {
              return "final_frame";
            }
          });
    }

    private static double score(Map<String, VisionKind> kinds, JsonNode sample, String answer) {
      VisionKind kind = kinds.get(sample.path("kind").asText());
      if (kind == null) {
        throw new IllegalArgumentException(
            "kind: found %s; allowed: a kind of task of this version"
                .formatted(sample.path("kind")));
      }
      return Picture.ofText(answer)
          .map(picture -> kind.score(sample.path("answer"), sample.path("metadata"), picture))
          .orElse(0.0);
    }
  }
}
