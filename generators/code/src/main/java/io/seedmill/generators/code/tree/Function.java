package io.seedmill.generators.code.tree;

import java.util.List;

/**
 * A function.
 *
 * @param fails whether it may end with an error
 */
public record Function(
    String name, List<Expr.Variable> parameters, Type result, boolean fails, List<Stmt> body) {}
