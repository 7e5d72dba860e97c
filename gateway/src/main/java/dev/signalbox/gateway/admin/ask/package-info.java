/** Control paths for SQL and questions in words. */
@NullMarked
package dev.signalbox.gateway.admin.ask;

import org.jspecify.annotations.NullMarked;
