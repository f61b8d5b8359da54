/** The tree of a program, which no language owns. */
package io.seedmill.generators.code.tree;
