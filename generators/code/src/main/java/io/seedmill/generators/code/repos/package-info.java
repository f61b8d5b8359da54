/**
 * Whole small repositories with their history, drawn from a vocabulary and rendered by templates.
 */
package io.seedmill.generators.code.repos;
