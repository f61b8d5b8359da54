/** Chess positions with exactly one move to find. */
package io.seedmill.generators.catalogue.chess;
