/**
 * JSON Schema and its dialects: what a format needs to say a tool's parameters or an answer's shape
 * in the way its provider accepts. Pure functions over JSON trees; knows no API format.
 */
@NullMarked
package dev.signalbox.gateway.wire.schema;

import org.jspecify.annotations.NullMarked;
