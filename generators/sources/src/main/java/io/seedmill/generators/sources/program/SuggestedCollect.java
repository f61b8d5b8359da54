package io.seedmill.generators.sources.program;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The key {@code collect} of an entry, with which what its program left becomes samples.
 *
 * @param rule the value; without keys where the default fits
 * @param unused the files that are in no sample
 */
public record SuggestedCollect(ObjectNode rule, List<String> unused) {}
