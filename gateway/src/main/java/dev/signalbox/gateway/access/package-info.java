/**
 * Who calls and who may do what: from the credential or session of a request to a {@link
 * dev.signalbox.gateway.access.Caller}, which every later step takes as a type. What is stored is
 * held in memory and read anew when it has changed; nothing here waits for a database while a
 * request is let in.
 */
@NullMarked
package dev.signalbox.gateway.access;

import org.jspecify.annotations.NullMarked;
