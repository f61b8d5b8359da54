package io.seedmill.transforms.testing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.json.CanonicalJson;

/** Parameters of the scripted generators, as a plan carries them. Immutable. */
public final class ScriptedParameters {

  private final ObjectNode json;

  private ScriptedParameters(ObjectNode json) {
    this.json = json;
  }

  /** Plain samples at all indices. */
  public static ScriptedParameters plain() {
    return new ScriptedParameters(JsonNodeFactory.instance.objectNode());
  }

  /** Content repeats after so many indices. */
  public ScriptedParameters distinct(long contents) {
    ObjectNode more = json.deepCopy();
    more.put("distinct", contents);
    return new ScriptedParameters(more);
  }

  /** Another act at an index. */
  public ScriptedParameters at(long index, Enum<?> act) {
    ObjectNode more = json.deepCopy();
    more.withObjectProperty("script").put(Long.toString(index), act.name());
    return new ScriptedParameters(more);
  }

  /** The parameters as canonical JSON. */
  public String toJson() {
    return CanonicalJson.write(json);
  }
}
