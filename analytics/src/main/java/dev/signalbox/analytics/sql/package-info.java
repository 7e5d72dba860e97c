/**
 * SQL typed by a person or written by a model, over the views and nothing else.
 *
 * <p>A statement passes four layers before a row is read: its tokens, a connection that can only
 * read, the plan that the database made of it, and limits of time and size while it runs. {@link
 * Views} says what may be read.
 */
@NullMarked
package dev.signalbox.analytics.sql;

import org.jspecify.annotations.NullMarked;
