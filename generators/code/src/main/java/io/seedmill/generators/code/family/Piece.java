package io.seedmill.generators.code.family;

import io.seedmill.generators.code.tree.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small computation that families leave open: a test, a change of a number, a relation.
 *
 * @param kind what families ask for
 * @param name the name of its function
 * @param words phrases by their names, such as {@code many} for 'even numbers'
 * @param synonyms names for the variables of its function
 * @param constants the ranges of its constants by their names
 * @param value its value, where one expression is enough
 * @param body its function, where it needs one
 */
record Piece(
    String kind,
    String name,
    List<String> parameters,
    List<Type> types,
    Type result,
    Map<String, List<String>> words,
    Map<String, List<String>> synonyms,
    Map<String, long[]> constants,
    Optional<Syntax.E> value,
    Optional<Syntax.Def> body) {}
