package dev.aistreaming.provider;

import dev.aistreaming.chat.StreamEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an answer rests on, in the shapes that providers have for it. Where a shape says nothing, there is {@code null}. */
final class Sources {

    private Sources() {}

    /** A citation of Anthropic's: of a page, of a document in the request, or of a search result in it. */
    static StreamEvent.@Nullable Source ofCitation(Map<?, ?> citation) {
        String snippet = text(citation.get("cited_text"));
        String url = text(citation.get("url"));
        if (url != null) {
            return new StreamEvent.Source(url, null, text(citation.get("title")), snippet);
        }
        String source = text(citation.get("source"));
        if (source != null) {
            boolean page = source.startsWith("https://") || source.startsWith("http://");
            return new StreamEvent.Source(
                    page ? source : null, page ? null : source, text(citation.get("title")), snippet);
        }
        String title = text(citation.get("document_title"));
        Object number = citation.get("document_index");
        return title == null && number == null
                ? null
                : new StreamEvent.Source(null, title == null ? "document " + number : title, title, snippet);
    }

    /** An annotation of chat completions; those of other types than {@code url_citation} name no address. */
    static StreamEvent.@Nullable Source ofAnnotation(@Nullable Object annotation) {
        Object citation = annotation instanceof Map<?, ?> members ? members.get("url_citation") : null;
        return citation instanceof Map<?, ?> members ? page(members, "content") : null;
    }

    /** An annotation of OpenAI's responses: of a page, or of a file. */
    static StreamEvent.@Nullable Source ofItem(@Nullable Map<?, ?> annotation) {
        if (annotation == null) {
            return null;
        }
        String file = text(annotation.get("file_id"));
        return file == null || text(annotation.get("url")) != null
                ? page(annotation, "content")
                : StreamEvent.Source.document(file, text(annotation.get("filename")));
    }

    /** A search result, or an address alone, of those who search before they answer (Perplexity, xAI). */
    static StreamEvent.@Nullable Source ofResult(@Nullable Object result) {
        if (result instanceof Map<?, ?> members) {
            return page(members, "snippet");
        }
        String url = text(result);
        return url == null ? null : StreamEvent.Source.url(url, null);
    }

    /** A page or, without an address, a document; {@code null} where it has no name either. */
    static StreamEvent.@Nullable Source of(@Nullable String url, @Nullable String document, @Nullable String title) {
        return url == null && document == null
                ? null
                : new StreamEvent.Source(url, url == null ? document : null, title, null);
    }

    private static StreamEvent.@Nullable Source page(Map<?, ?> members, String snippet) {
        String url = text(members.get("url"));
        return url == null
                ? null
                : new StreamEvent.Source(url, null, text(members.get("title")), text(members.get(snippet)));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String text && !text.isBlank() ? text : null;
    }
}
