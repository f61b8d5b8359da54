package io.seedmill.generators.code.tree;

import java.util.HexFormat;
import java.util.List;

/**
 * Hashes a program: its parts in order, with marks where a part begins and ends.
 *
 * <p>The 64 bits of a program differ from those of another one but for a chance of 1 in 2^64; the
 * hashes of names are those of {@link String#hashCode}, which Java specifies.
 */
final class Fingerprint {

  private static final long ODD = 0x9E3779B97F4A7C15L;

  private long hash;

  private Fingerprint() {}

  /** Returns 16 hexadecimal digits. */
  static String of(Program program) {
    Fingerprint fingerprint = new Fingerprint();
    program.functions().forEach(fingerprint::add);
    return HexFormat.of().toHexDigits(fingerprint.hash);
  }

  private Fingerprint mix(long part) {
    hash = (hash ^ part) * ODD;
    hash ^= hash >>> 29;
    return this;
  }

  private void add(Function function) {
    open("function").word(function.name()).type(function.result());
    for (Expr.Variable parameter : function.parameters()) {
      word(parameter.name()).type(parameter.type());
    }
    add(function.body()).close();
  }

  private Fingerprint add(List<Stmt> block) {
    mix('{');
    for (Stmt statement : block) {
      add(statement);
    }
    return mix('}');
  }

  private void add(Stmt statement) {
    if (statement instanceof Stmt.Let let) {
      open("let").word(let.name()).type(let.type()).add(let.value()).close();
    } else if (statement instanceof Stmt.Assign assign) {
      open("=").word(assign.name()).add(assign.value()).close();
    } else if (statement instanceof Stmt.Update update) {
      open(update.operator().symbol()).word(update.name()).add(update.value()).close();
    } else if (statement instanceof Stmt.SetItem set) {
      open("[]").add(set.list()).add(set.position()).add(set.value()).close();
    } else if (statement instanceof Stmt.UpdateItem set) {
      open("[]" + set.operator().symbol()).add(set.list()).add(set.position());
      add(set.value()).close();
    } else if (statement instanceof Stmt.Append append) {
      open("add").word(append.name()).add(append.value()).close();
    } else if (statement instanceof Stmt.Put put) {
      open("put").word(put.name()).add(put.key()).add(put.value()).close();
    } else if (statement instanceof Stmt.If condition) {
      open("if").add(condition.condition()).add(condition.then());
      add(condition.otherwise()).close();
    } else if (statement instanceof Stmt.While loop) {
      open("while").add(loop.condition()).add(loop.body()).close();
    } else if (statement instanceof Stmt.Count count) {
      open("up").word(count.name()).type(count.type()).add(count.from()).add(count.to());
      add(count.step()).add(count.body()).close();
    } else if (statement instanceof Stmt.CountDown count) {
      open("down").word(count.name()).type(count.type()).add(count.from()).add(count.to());
      add(count.body()).close();
    } else if (statement instanceof Stmt.Each each) {
      open("each").word(each.position()).word(each.name()).type(each.type()).add(each.over());
      add(each.body()).close();
    } else if (statement instanceof Stmt.Return end) {
      open("return").add(end.value()).close();
    } else if (statement instanceof Stmt.Fail fail) {
      open("fail").word(fail.message()).close();
    } else {
      // A statement without parts.
      word(statement.getClass().getSimpleName());
    }
  }

  private Fingerprint add(Expr expression) {
    if (expression instanceof Expr.Numeral number) {
      return mix(number.value()).type(number.type());
    } else if (expression instanceof Expr.Truth truth) {
      return mix(truth.value() ? 't' : 'f');
    } else if (expression instanceof Expr.Letter letter) {
      return open("'").mix(letter.value()).close();
    } else if (expression instanceof Expr.Text text) {
      return open("text").word(text.value()).close();
    } else if (expression instanceof Expr.Collection made) {
      return open("list").type(made.type()).addAll(made.items()).close();
    } else if (expression instanceof Expr.Filled filled) {
      return open("filled").type(filled.type()).add(filled.item()).add(filled.count()).close();
    } else if (expression instanceof Expr.Variable variable) {
      return word(variable.name());
    } else if (expression instanceof Expr.Binary binary) {
      return open(binary.operator().symbol()).add(binary.left()).add(binary.right()).close();
    } else if (expression instanceof Expr.Not not) {
      return open("not").add(not.operand()).close();
    } else if (expression instanceof Expr.Negative negative) {
      return open("negative").add(negative.operand()).close();
    } else if (expression instanceof Expr.Either either) {
      return open("?").add(either.condition()).add(either.then()).add(either.otherwise()).close();
    } else if (expression instanceof Expr.Call call) {
      return open("call").word(call.function()).type(call.type()).addAll(call.arguments()).close();
    } else if (expression instanceof Expr.Builtin call) {
      return open(call.operation().name()).type(call.type()).addAll(call.arguments()).close();
    }
    Expr.Pass pass = (Expr.Pass) expression;
    open("pass").word(pass.kind().name()).type(pass.type()).add(pass.variable()).add(pass.list());
    return add(pass.condition()).add(pass.item()).close();
  }

  private Fingerprint addAll(List<Expr> expressions) {
    for (Expr expression : expressions) {
      add(expression);
    }
    return this;
  }

  private Fingerprint type(Type type) {
    if (type instanceof Type.ListOf list) {
      return mix('[').type(list.element());
    } else if (type instanceof Type.MapOf map) {
      return mix('<').type(map.key()).type(map.value());
    } else if (type instanceof Type.RecordOf record) {
      open("record").word(record.name());
      record.fields().forEach(field -> word(field.name()).type(field.type()));
      return close();
    }
    return word(((Type.Plain) type).name());
  }

  private Fingerprint open(String kind) {
    return mix('(').word(kind);
  }

  private Fingerprint word(String word) {
    return mix(((long) word.length() << 32) ^ word.hashCode());
  }

  private Fingerprint close() {
    return mix(')');
  }
}
