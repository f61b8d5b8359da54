/** JSON in the one form that Seedmill hashes: RFC 8785, the JSON Canonicalization Scheme. */
package io.seedmill.generators.json;
