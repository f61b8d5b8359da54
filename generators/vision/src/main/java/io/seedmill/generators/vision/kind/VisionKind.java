package io.seedmill.generators.vision.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.catalogue.words.Phrasings;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A kind of task: draws tasks of ten levels, each with its pictures.
 *
 * <p>An instance may keep buffers, so it serves one thread.
 */
public abstract class VisionKind {

  private final String id;
  private final String summary;
  private final Phrasings prompts;

  /**
   * @param id lower-case words with hyphens
   * @param summary what is to be done, in a few words
   * @param places the names that stand in braces in the prompts
   * @param prompts at least four wordings, each of which says what the final frame shows
   */
  protected VisionKind(String id, String summary, List<String> places, String... prompts) {
    this.id = id;
    this.summary = summary;
    this.prompts = Phrasings.of(places, prompts);
  }

  /** Returns its name. */
  public final String id() {
    return id;
  }

  /** Returns the name of its folder without {@code _task}: words with underscores. */
  public final String domain() {
    return id.replace('-', '_');
  }

  /** Returns what is to be done, in a few words. */
  public final String summary() {
    return summary;
  }

  /**
   * Draws a task.
   *
   * @param level from 1 to 10: the mean {@link VisionTask#work} grows with it
   */
  public abstract VisionTask draw(int level, UniformRandomProvider random);

  /** Words a task; drawn after everything else. */
  public final String prompt(VisionTask task, UniformRandomProvider random) {
    return prompts.draw(random, task.shown().toArray(CharSequence[]::new));
  }

  /**
   * Scores a picture that is proposed as the final frame. By default the probes decide; a kind with
   * several solutions looks at the places itself.
   *
   * @param answer that of the sample
   * @param metadata that of the sample, with {@code given} and {@code probes}
   * @return from 0 (wrong) to 1 (right)
   */
  public double score(JsonNode answer, JsonNode metadata, Picture proposed) {
    return Probes.score(metadata.path("probes"), proposed);
  }
}
