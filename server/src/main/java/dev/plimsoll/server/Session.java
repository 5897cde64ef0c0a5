package dev.plimsoll.server;

import dev.plimsoll.ide.ClientSupport;

/** What {@code initialize} brings. */
record Session(
    ClientSupport support,
    DiagnosticReports diagnostics,
    SemanticTokenReports tokens,
    LensReports lenses,
    SourceChecks sources) {}
