package dev.plimsoll.ide;

/**
 * What the editor said at {@code initialize} that it can show or do. An editor that says nothing gets answers of the
 * protocol's first version.
 *
 * @param hoverMarkdown hovers may be Markdown
 * @param diagnosticPull it asks for diagnostics instead of being sent them
 * @param diagnosticRefresh it can be told to ask for diagnostics again
 * @param diagnosticRelated a diagnostic may name other places
 * @param diagnosticData a diagnostic may carry data, which comes back when its fixes are asked for
 * @param diagnosticTags a diagnostic may be unnecessary or deprecated
 * @param documentChanges edits may name the version that they are for
 * @param codeActionLiterals a code action may carry its edit; otherwise only commands are understood
 * @param codeActionPreferred a code action may be the preferred one
 * @param codeActionResolve the edit of a code action may be asked for later
 * @param applyEdit the server may ask for an edit to be applied
 * @param configuration settings can be asked for
 * @param configurationRegistration being told of changed settings can be registered
 */
public record ClientSupport(
    boolean hoverMarkdown,
    boolean diagnosticPull,
    boolean diagnosticRefresh,
    boolean diagnosticRelated,
    boolean diagnosticData,
    boolean diagnosticTags,
    boolean documentChanges,
    boolean codeActionLiterals,
    boolean codeActionPreferred,
    boolean codeActionResolve,
    boolean applyEdit,
    boolean configuration,
    boolean configurationRegistration) {}
