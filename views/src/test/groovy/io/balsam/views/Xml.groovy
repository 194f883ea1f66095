package io.balsam.views

import org.w3c.dom.Document
import org.w3c.dom.Element
import org.w3c.dom.Node
import org.xml.sax.ErrorHandler
import org.xml.sax.InputSource
import org.xml.sax.SAXParseException

import javax.xml.parsers.DocumentBuilderFactory

/** Reads what we drew as any viewer does: strictly. */
class Xml {
    static Document parse(String text) {
        def builder = DocumentBuilderFactory.newInstance().newDocumentBuilder()
        builder.errorHandler = new ErrorHandler() {
            void warning(SAXParseException e) { throw e }

            void error(SAXParseException e) { throw e }

            void fatalError(SAXParseException e) { throw e }
        }
        builder.parse(new InputSource(new StringReader(text)))
    }

    /** In order. The list that the JDK gives is counted anew at each step; this one is not. */
    static List<Element> all(Node parent, String tag) {
        List<Element> found = []
        collect(parent, tag, found)
        found
    }

    private static void collect(Node parent, String tag, List<Element> found) {
        for (Node child = parent.firstChild; child != null; child = child.nextSibling) {
            if (child instanceof Element && child.tagName == tag) {
                found << child
            }
            collect(child, tag, found)
        }
    }

    static List<Element> classed(Node parent, String tag, String css) {
        all(parent, tag).findAll { css in it.getAttribute('class').tokenize() }
    }
}
