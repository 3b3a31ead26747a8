package dev.aistreaming.sample.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.QueryBuilder;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/** A full-text index, in memory, over the sections of the documentation. */
@Component
class DocumentationSearch {

    private static final String TITLE = "title";
    private static final String TEXT = "text";
    private static final float TITLE_WEIGHT = 4;

    private final Analyzer analyzer = new EnglishAnalyzer();
    private final List<Passage> passages = new ArrayList<>();
    private final IndexSearcher searcher;

    DocumentationSearch(ResourcePatternResolver resources) throws IOException {
        for (Resource resource : resources.getResources("classpath*:docs/*.md")) {
            String file = "docs/" + resource.getFilename();
            passages.addAll(Sections.of(file, resource.getContentAsString(StandardCharsets.UTF_8)));
        }
        ByteBuffersDirectory directory = new ByteBuffersDirectory();
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
            for (Passage passage : passages) {
                Document document = new Document();
                document.add(new TextField(TITLE, passage.title(), Field.Store.NO));
                document.add(new TextField(TEXT, passage.text(), Field.Store.NO));
                writer.addDocument(document);
            }
        }
        searcher = new IndexSearcher(DirectoryReader.open(directory));
    }

    /** The passage that fits the question best, if any has a word of it. */
    Optional<Passage> find(String question) {
        QueryBuilder builder = new QueryBuilder(analyzer);
        Query inTitle = builder.createBooleanQuery(TITLE, question);
        Query inText = builder.createBooleanQuery(TEXT, question);
        if (inTitle == null || inText == null) {
            return Optional.empty(); // nothing but stop words
        }
        Query query = new BooleanQuery.Builder()
                .add(new BoostQuery(inTitle, TITLE_WEIGHT), Occur.SHOULD)
                .add(inText, Occur.SHOULD)
                .build();
        try {
            ScoreDoc[] found = searcher.search(query, 1).scoreDocs;
            return found.length == 0 ? Optional.empty() : Optional.of(passages.get(found[0].doc));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
