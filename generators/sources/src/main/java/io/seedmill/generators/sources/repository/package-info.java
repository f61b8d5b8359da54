/** Repositories of generators: their checkout, and the set-up of what they need. */
package io.seedmill.generators.sources.repository;
