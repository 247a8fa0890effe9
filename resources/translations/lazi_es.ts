<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es">
<context>
    <name>About</name>
    <message>
        <source>Licence</source>
        <translation>Licencia</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Componente</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versión</translation>
    </message>
</context>
<context>
    <name>AboutDialog</name>
    <message>
        <source>About LAZI Desktop</source>
        <translation>Acerca de LAZI Desktop</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Copiado.</translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation>Copiar la lista</translation>
    </message>
    <message>
        <source>Find a part or a licence</source>
        <translation>Buscar un componente o una licencia</translation>
    </message>
    <message>
        <source>It is made of the work of many others; each part keeps its own licence.</source>
        <translation>Está hecho con el trabajo de muchos otros; cada componente conserva su propia licencia.</translation>
    </message>
    <message>
        <source>Looking what the program is made of…</source>
        <translation>Consultando de qué está hecho el programa…</translation>
    </message>
    <message>
        <source>Nothing by that name</source>
        <translation>Nada con ese nombre</translation>
    </message>
    <message>
        <source>Parts of LAZI Desktop</source>
        <translation>Componentes de LAZI Desktop</translation>
    </message>
    <message>
        <source>Version {version}, under the Apache License 2.0.</source>
        <translation>Versión {version}, bajo la licencia Apache 2.0.</translation>
    </message>
    <message>
        <source>part</source>
        <translation>componente</translation>
    </message>
    <message>
        <source>parts</source>
        <translation>componentes</translation>
    </message>
</context>
<context>
    <name>Activity</name>
    <message>
        <source>Arrived</source>
        <translation>Llegó</translation>
    </message>
    <message>
        <source>At {time}</source>
        <translation>A las {time}</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Por</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelado</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Cambiado</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>Conflicto</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Conflictos</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Eliminado</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>Difiere</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Falló</translation>
    </message>
    <message>
        <source>In {n} min</source>
        <translation>En {n} min</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Interrumpido</translation>
    </message>
    <message>
        <source>It was cut short and goes on. What came in before is counted, and so is the pause.</source>
        <translation>Quedó interrumpido y sigue. Se cuenta lo que llegó antes, y también la pausa.</translation>
    </message>
    <message>
        <source>It was cut short and went on later. What came in before is counted, and so is the pause.</source>
        <translation>Quedó interrumpido y siguió después. Se cuenta lo que llegó antes, y también la pausa.</translation>
    </message>
    <message>
        <source>Look for duplicates</source>
        <translation>Buscar duplicados</translation>
    </message>
    <message>
        <source>Looks for duplicates</source>
        <translation>Busca duplicados</translation>
    </message>
    <message>
        <source>Made twice</source>
        <translation>Creado dos veces</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Falta</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Le necesita</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nuevo</translation>
    </message>
    <message>
        <source>No reason was recorded. The log of that computer may tell more.</source>
        <translation>No se anotó el motivo. El registro de aquella computadora quizá diga más.</translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation>No permitido</translation>
    </message>
    <message>
        <source>Not done</source>
        <translation>No se hizo</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Ahora</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Otro</translation>
    </message>
    <message>
        <source>Partly done</source>
        <translation>Hecho en parte</translation>
    </message>
    <message>
        <source>Proved</source>
        <translation>Probado</translation>
    </message>
    <message>
        <source>Pull</source>
        <translation>Descargar</translation>
    </message>
    <message>
        <source>Pull of changes</source>
        <translation>Descargar cambios</translation>
    </message>
    <message>
        <source>Pull of everything</source>
        <translation>Descargar todo</translation>
    </message>
    <message>
        <source>Pulls</source>
        <translation>Descargas</translation>
    </message>
    <message>
        <source>Pulls of everything</source>
        <translation>Descargas de todo</translation>
    </message>
    <message>
        <source>Push</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Pushes</source>
        <translation>Envíos</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Leído</translation>
    </message>
    <message>
        <source>Reference lists</source>
        <translation>Listas de referencia</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Rechazado</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ejecución</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>En marcha</translation>
    </message>
    <message>
        <source>Somebody stopped it. What was done before is kept.</source>
        <translation>Alguien lo detuvo. Lo hecho antes se conserva.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Stopped to ask</source>
        <translation>Paró a preguntar</translation>
    </message>
    <message>
        <source>The program or the computer stopped in the middle. What was done before is kept; the next run goes on.</source>
        <translation>El programa o la computadora se detuvo a medias. Lo hecho antes se conserva; la próxima ejecución sigue.</translation>
    </message>
    <message>
        <source>Tomorrow at {time}</source>
        <translation>Mañana a las {time}</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Tardó</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>Ilegible</translation>
    </message>
    <message>
        <source>Upkeep</source>
        <translation>Mantenimiento</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Qué</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Qué cambió</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Qué se hizo</translation>
    </message>
    <message>
        <source>What was read, by kind</source>
        <translation>Lo que se leyó, por tipo</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Cuándo</translation>
    </message>
    <message>
        <source>change arrived</source>
        <translation>cambio llegó</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>cambiado</translation>
    </message>
    <message>
        <source>changes arrived</source>
        <translation>cambios llegaron</translation>
    </message>
    <message>
        <source>conflict</source>
        <translation>conflicto</translation>
    </message>
    <message>
        <source>conflict answered by a rule</source>
        <translation>conflicto contestado por una regla</translation>
    </message>
    <message>
        <source>conflict merged</source>
        <translation>conflicto combinado</translation>
    </message>
    <message>
        <source>conflicts</source>
        <translation>conflictos</translation>
    </message>
    <message>
        <source>conflicts answered by a rule</source>
        <translation>conflictos contestados por una regla</translation>
    </message>
    <message>
        <source>conflicts merged</source>
        <translation>conflictos combinados</translation>
    </message>
    <message>
        <source>could not be read</source>
        <translation>no se pudo leer</translation>
    </message>
    <message>
        <source>deleted in ServiceTitan</source>
        <translation>eliminado en ServiceTitan</translation>
    </message>
    <message>
        <source>differ</source>
        <translation>difieren</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>difiere</translation>
    </message>
    <message>
        <source>every day at {time}</source>
        <translation>cada día a las {time}</translation>
    </message>
    <message>
        <source>every hour</source>
        <translation>cada hora</translation>
    </message>
    <message>
        <source>every minute</source>
        <translation>cada minuto</translation>
    </message>
    <message>
        <source>every {n} minutes</source>
        <translation>cada {n} minutos</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falló</translation>
    </message>
    <message>
        <source>made twice</source>
        <translation>creado dos veces</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>falta</translation>
    </message>
    <message>
        <source>need you</source>
        <translation>le necesitan</translation>
    </message>
    <message>
        <source>needs you</source>
        <translation>le necesita</translation>
    </message>
    <message>
        <source>new</source>
        <translation>nuevo</translation>
    </message>
    <message>
        <source>nothing new</source>
        <translation>nada nuevo</translation>
    </message>
    <message>
        <source>nothing to do</source>
        <translation>nada que hacer</translation>
    </message>
    <message>
        <source>nothing to send</source>
        <translation>nada que enviar</translation>
    </message>
    <message>
        <source>proved</source>
        <translation>probado</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>enviado</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>en curso</translation>
    </message>
    <message>
        <source>wait</source>
        <translation>esperan</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>espera</translation>
    </message>
    <message>
        <source>{day} at {time}</source>
        <translation>{day} a las {time}</translation>
    </message>
    <message>
        <source>{h} h</source>
        <translation>{h} h</translation>
    </message>
    <message>
        <source>{h} h {m} min</source>
        <translation>{h} h {m} min</translation>
    </message>
    <message>
        <source>{m} min</source>
        <translation>{m} min</translation>
    </message>
    <message>
        <source>{m} min {s} s</source>
        <translation>{m} min {s} s</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>{person} on {device}</source>
        <translation>{person} en {device}</translation>
    </message>
</context>
<context>
    <name>ActivityDetails</name>
    <message>
        <source>Accept and go on…</source>
        <translation>Aceptar y continuar…</translation>
    </message>
    <message>
        <source>Choose a run to see what it did.</source>
        <translation>Elija una ejecución para ver lo que hizo.</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>No se envió nada.</translation>
    </message>
    <message>
        <source>Open the ledger</source>
        <translation>Abrir el registro</translation>
    </message>
    <message>
        <source>Reading what it sent…</source>
        <translation>Leyendo lo que envió…</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Ejecutar de nuevo</translation>
    </message>
    <message>
        <source>What it found</source>
        <translation>Lo que encontró</translation>
    </message>
    <message>
        <source>What it sent cannot be shown now: {reason}</source>
        <translation>Lo que envió no se puede mostrar ahora: {reason}</translation>
    </message>
</context>
<context>
    <name>ActivityPage</name>
    <message>
        <source>Activity</source>
        <translation>Actividad</translation>
    </message>
    <message>
        <source>Audit log…</source>
        <translation>Registro de auditoría…</translation>
    </message>
    <message>
        <source>Every pull and push is listed here: when it ran, where, what it changed and what went wrong.</source>
        <translation>Aquí se listan todas las descargas y envíos: cuándo, dónde, qué cambiaron y qué salió mal.</translation>
    </message>
    <message>
        <source>No run fits</source>
        <translation>Ninguna ejecución encaja</translation>
    </message>
    <message>
        <source>Nothing can be shown now</source>
        <translation>Ahora no se puede mostrar nada</translation>
    </message>
    <message>
        <source>Nothing has run yet</source>
        <translation>Aún no se ha ejecutado nada</translation>
    </message>
    <message>
        <source>Of the runs that were read, none is of this kind and has these words.</source>
        <translation>De las ejecuciones leídas, ninguna es de este tipo y tiene estas palabras.</translation>
    </message>
    <message>
        <source>Pull the pricebook</source>
        <translation>Descargar la lista de precios</translation>
    </message>
    <message>
        <source>Reading what ran…</source>
        <translation>Leyendo lo que se ejecutó…</translation>
    </message>
    <message>
        <source>Show every run</source>
        <translation>Mostrar todas las ejecuciones</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Intentar de nuevo</translation>
    </message>
    <message>
        <source>What ran</source>
        <translation>Qué se ejecutó</translation>
    </message>
    <message>
        <source>What ran is written down in the database: {reason}</source>
        <translation>Lo que se ejecutó está anotado en la base de datos: {reason}</translation>
    </message>
    <message>
        <source>read {when}</source>
        <translation>leído {when}</translation>
    </message>
    <message>
        <source>run</source>
        <translation>ejecución</translation>
    </message>
    <message>
        <source>running on {device}</source>
        <translation>en marcha en {device}</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>ejecuciones</translation>
    </message>
    <message>
        <source>{n} with problems</source>
        <translation>{n} con problemas</translation>
    </message>
    <message>
        <source>{reason} This was read {when}.</source>
        <translation>{reason} Esto se leyó {when}.</translation>
    </message>
</context>
<context>
    <name>AddBar</name>
    <message>
        <source>Add pictures</source>
        <translation>Agregar imágenes</translation>
    </message>
    <message>
        <source>Add {pictures} to {skus}</source>
        <translation>Agregar {pictures} a {skus}</translation>
    </message>
    <message>
        <source>Added {pictures} to {skus}.</source>
        <translation>Agregado: {pictures} a {skus}.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Cancelled: nothing was changed.</source>
        <translation>Cancelado: nada cambió.</translation>
    </message>
    <message>
        <source>How far adding is</source>
        <translation>Hasta dónde ha llegado</translation>
    </message>
    <message>
        <source>Keep the pictures that are there</source>
        <translation>Conservar las imágenes que hay</translation>
    </message>
    <message>
        <source>Keep them, show the new one first</source>
        <translation>Conservarlas, la nueva primero</translation>
    </message>
    <message>
        <source>Pictures that the SKUs have</source>
        <translation>Imágenes que tienen los SKU</translation>
    </message>
    <message>
        <source>Proposed: {pictures} for {skus}. A manager decides.</source>
        <translation>Propuesto: {pictures} para {skus}. Decide un gerente.</translation>
    </message>
    <message>
        <source>Replace the pictures that are there</source>
        <translation>Reemplazar las imágenes que hay</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>SKUs</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>They are there already.</source>
        <translation>Ya están ahí.</translation>
    </message>
    <message>
        <source>Your role can look at pictures but not change them.</source>
        <translation>Su función puede ver imágenes, pero no cambiarlas.</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>imagen</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>imágenes</translation>
    </message>
    <message>
        <source>{count} could not be read.</source>
        <translation>Ilegibles: {count}.</translation>
    </message>
</context>
<context>
    <name>AddingLine</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
    <message>
        <source>How far it is</source>
        <translation>Hasta dónde ha llegado</translation>
    </message>
    <message>
        <source>What there is to know of each</source>
        <translation>Lo que hay que saber de cada una</translation>
    </message>
</context>
<context>
    <name>AddingRows</name>
    <message>
        <source>Add to a kit</source>
        <translation>Añadir a un kit</translation>
    </message>
    <message>
        <source>Materials, equipment and services can be put into a kit.</source>
        <translation>En un kit se pueden poner materiales, equipos y servicios.</translation>
    </message>
    <message>
        <source>line</source>
        <translation>línea</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>líneas</translation>
    </message>
    <message>
        <source>{lines} added to {name}.</source>
        <translation>{lines} en {name}: añadidas.</translation>
    </message>
</context>
<context>
    <name>AssetDelegate</name>
    <message>
        <source>Default</source>
        <translation>Principal</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Name of the picture or file</source>
        <translation>Nombre de la imagen o del archivo</translation>
    </message>
</context>
<context>
    <name>AssetsControl</name>
    <message>
        <source>Add to all {count}…</source>
        <translation>Agregar a las {count}…</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Agregar…</translation>
    </message>
    <message>
        <source>Choose a picture first.</source>
        <translation>Elija primero una imagen.</translation>
    </message>
    <message>
        <source>Choose a single one for this.</source>
        <translation>Elija una sola para esto.</translation>
    </message>
    <message>
        <source>Choose several</source>
        <translation>Elegir varias</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Elegir…</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Copiar imagen</translation>
    </message>
    <message>
        <source>Edit picture…</source>
        <translation>Editar imagen…</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>In an entry's pictures and files</source>
        <translation>En las imágenes y archivos de una entrada</translation>
    </message>
    <message>
        <source>It is the default.</source>
        <translation>Ya es la principal.</translation>
    </message>
    <message>
        <source>It lies in ServiceTitan's own storage, which no browser opens.</source>
        <translation>Está en el almacén propio de ServiceTitan, que ningún navegador abre.</translation>
    </message>
    <message>
        <source>Make default</source>
        <translation>Hacer principal</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menú</translation>
    </message>
    <message>
        <source>More for pictures and files</source>
        <translation>Más para imágenes y archivos</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Bajar</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Subir</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ninguno</translation>
    </message>
    <message>
        <source>None yet: drop a picture here, or paste it.</source>
        <translation>Aún no hay: suelte aquí una imagen o péguela.</translation>
    </message>
    <message>
        <source>None yet: drop pictures here, or paste them.</source>
        <translation>Aún no hay: suelte aquí imágenes o péguelas.</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Abrir en el navegador</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Otro</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Pegar</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Imagen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renombrar</translation>
    </message>
    <message>
        <source>Replace…</source>
        <translation>Reemplazar…</translation>
    </message>
    <message>
        <source>Select a single entry for this; onto several, pictures are only added.</source>
        <translation>Para esto seleccione una sola entrada; a varias solo se agregan imágenes.</translation>
    </message>
    <message>
        <source>ServiceTitan gives pictures of categories no names.</source>
        <translation>ServiceTitan no da nombre a las imágenes de categorías.</translation>
    </message>
    <message>
        <source>There is no picture in it.</source>
        <translation>No contiene ninguna imagen.</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation>No hay ninguna imagen en el portapapeles.</translation>
    </message>
    <message>
        <source>There is only one.</source>
        <translation>Solo hay una.</translation>
    </message>
    <message>
        <source>This is no picture.</source>
        <translation>Esto no es una imagen.</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Video</translation>
    </message>
    <message>
        <source>Video file</source>
        <translation>Archivo de video</translation>
    </message>
    <message>
        <source>Videos are added in ServiceTitan.</source>
        <translation>Los videos se agregan en ServiceTitan.</translation>
    </message>
    <message>
        <source>another default</source>
        <translation>otra principal</translation>
    </message>
    <message>
        <source>another order</source>
        <translation>otro orden</translation>
    </message>
    <message>
        <source>default</source>
        <translation>principal</translation>
    </message>
    <message>
        <source>in ServiceTitan's storage</source>
        <translation>en el almacén de ServiceTitan</translation>
    </message>
    <message>
        <source>low resolution</source>
        <translation>baja resolución</translation>
    </message>
    <message>
        <source>not in ServiceTitan yet</source>
        <translation>aún no está en ServiceTitan</translation>
    </message>
    <message>
        <source>renamed</source>
        <translation>con otro nombre</translation>
    </message>
    <message>
        <source>{count} added</source>
        <translation>{count} agregadas</translation>
    </message>
    <message>
        <source>{count} removed</source>
        <translation>{count} quitadas</translation>
    </message>
    <message>
        <source>{place} of {count}</source>
        <translation>{place} de {count}</translation>
    </message>
</context>
<context>
    <name>Attempts</name>
    <message>
        <source>Answered</source>
        <translation>Contestado</translation>
    </message>
    <message>
        <source>Answered {n}</source>
        <translation>Contestados: {n}</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>Conflicto</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>Difiere</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Sin respuesta</translation>
    </message>
    <message>
        <source>No answer came. Reading back shows whether it arrived; nothing is sent twice meanwhile.</source>
        <translation>No llegó respuesta. Leerlo de nuevo dirá si llegó; entretanto nada se envía dos veces.</translation>
    </message>
    <message>
        <source>Proved</source>
        <translation>Probado</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Rechazado</translation>
    </message>
    <message>
        <source>The answer is awaited.</source>
        <translation>Se espera la respuesta.</translation>
    </message>
    <message>
        <source>The answer was lost. Read back later: another value is there.</source>
        <translation>La respuesta se perdió. Releído después: hay otro valor.</translation>
    </message>
    <message>
        <source>The answer was lost. Read back later: it arrived.</source>
        <translation>La respuesta se perdió. Releído después: llegó.</translation>
    </message>
    <message>
        <source>The answer was lost. Read back later: somebody has changed it there.</source>
        <translation>La respuesta se perdió. Releído después: alguien lo cambió allí.</translation>
    </message>
    <message>
        <source>The answer was lost. What became of it later: it was refused.</source>
        <translation>La respuesta se perdió. Lo que fue de ello después: se rechazó.</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>En curso</translation>
    </message>
    <message>
        <source>answered in {n} s</source>
        <translation>contestó en {n} s</translation>
    </message>
    <message>
        <source>status {n}</source>
        <translation>estado {n}</translation>
    </message>
    <message>
        <source>{named} and {n} more</source>
        <translation>{named} y {n} más</translation>
    </message>
</context>
<context>
    <name>AttemptsView</name>
    <message>
        <source>Requests of this push</source>
        <translation>Solicitudes de este envío</translation>
    </message>
    <message>
        <source>ServiceTitan said: {words}</source>
        <translation>ServiceTitan dijo: {words}</translation>
    </message>
    <message>
        <source>Show in Pricebook</source>
        <translation>Mostrar en la lista de precios</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>y {n} más</translation>
    </message>
</context>
<context>
    <name>Audit</name>
    <message>
        <source>A backup was brought back</source>
        <translation>Copia restaurada</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Cuenta</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Después</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>Registro de auditoría</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Antes</translation>
    </message>
    <message>
        <source>Change-set</source>
        <translation>Conjunto de cambios</translation>
    </message>
    <message>
        <source>Changed the kit</source>
        <translation>Cambió el kit</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Fecha</translation>
    </message>
    <message>
        <source>Edits</source>
        <translation>Ediciones</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Entrada</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Campo</translation>
    </message>
    <message>
        <source>List changed in ServiceTitan</source>
        <translation>Cambió una lista</translation>
    </message>
    <message>
        <source>Looked for</source>
        <translation>Buscado</translation>
    </message>
    <message>
        <source>Made twice in ServiceTitan</source>
        <translation>Duplicado en ServiceTitan</translation>
    </message>
    <message>
        <source>Only what was shown: there is more.</source>
        <translation>Solo lo que se mostró: hay más.</translation>
    </message>
    <message>
        <source>Picture dropped by ServiceTitan</source>
        <translation>Imagen descartada</translation>
    </message>
    <message>
        <source>Picture proved</source>
        <translation>Imagen probada</translation>
    </message>
    <message>
        <source>Picture sent</source>
        <translation>Imagen enviada</translation>
    </message>
    <message>
        <source>Pulls</source>
        <translation>Descargas</translation>
    </message>
    <message>
        <source>Pushes</source>
        <translation>Envíos</translation>
    </message>
    <message>
        <source>Rule for conflicts</source>
        <translation>Regla de conflictos</translation>
    </message>
    <message>
        <source>Rules, views, people, pictures</source>
        <translation>Reglas, vistas, personas, imágenes</translation>
    </message>
    <message>
        <source>Said which one it is in ServiceTitan</source>
        <translation>Identificó la entrada</translation>
    </message>
    <message>
        <source>ServiceTitan, pulled by {who}</source>
        <translation>ServiceTitan, descarga de {who}</translation>
    </message>
    <message>
        <source>View of the team</source>
        <translation>Vista del equipo</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Qué pasó</translation>
    </message>
    <message>
        <source>What holds for everybody</source>
        <translation>Lo que vale para todos</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Cuándo</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Quién</translation>
    </message>
    <message>
        <source>Who is in the team</source>
        <translation>Quién está en el equipo</translation>
    </message>
</context>
<context>
    <name>AuditFilters</name>
    <message>
        <source>All fields</source>
        <translation>Todos los campos</translation>
    </message>
    <message>
        <source>Code of an entry</source>
        <translation>Código de una entrada</translation>
    </message>
    <message>
        <source>Code of an entry…</source>
        <translation>Código de entrada…</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Todos</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Todo</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Campo</translation>
    </message>
    <message>
        <source>From 2026-01-31</source>
        <translation>Desde 2026-01-31</translation>
    </message>
    <message>
        <source>From which day</source>
        <translation>Desde qué día</translation>
    </message>
    <message>
        <source>To 2026-12-31</source>
        <translation>Hasta 2026-12-31</translation>
    </message>
    <message>
        <source>To which day</source>
        <translation>Hasta qué día</translation>
    </message>
    <message>
        <source>Where it came from</source>
        <translation>De dónde vino</translation>
    </message>
    <message>
        <source>Whose changes</source>
        <translation>Cambios de quién</translation>
    </message>
    <message>
        <source>from {day}</source>
        <translation>desde {day}</translation>
    </message>
    <message>
        <source>to {day}</source>
        <translation>hasta {day}</translation>
    </message>
</context>
<context>
    <name>AuditPage</name>
    <message>
        <source>Audit log</source>
        <translation>Registro de auditoría</translation>
    </message>
    <message>
        <source>Every change, by whom and from what to what, is listed here.</source>
        <translation>Aquí está cada cambio: de quién, y de qué a qué.</translation>
    </message>
    <message>
        <source>Lines of the audit log</source>
        <translation>Líneas del registro de auditoría</translation>
    </message>
    <message>
        <source>No line fits</source>
        <translation>Ninguna línea coincide</translation>
    </message>
    <message>
        <source>Nobody changed anything of that kind in that time.</source>
        <translation>Nadie cambió nada así en ese tiempo.</translation>
    </message>
    <message>
        <source>Nothing has been changed yet</source>
        <translation>Aún no ha cambiado nada</translation>
    </message>
    <message>
        <source>Reading the log…</source>
        <translation>Leyendo el registro…</translation>
    </message>
    <message>
        <source>Save the list…</source>
        <translation>Guardar la lista…</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Mostrar todo</translation>
    </message>
    <message>
        <source>Show in grid</source>
        <translation>Mostrar en la lista</translation>
    </message>
    <message>
        <source>The log cannot be read now: {reason}</source>
        <translation>El registro no se puede leer ahora: {reason}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Intentar de nuevo</translation>
    </message>
    <message>
        <source>audit</source>
        <translation>auditoría</translation>
    </message>
    <message>
        <source>line</source>
        <translation>línea</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>líneas</translation>
    </message>
    <message>
        <source>“{text}” is no day. Write it as 2026-01-31.</source>
        <translation>“{text}” no es un día. Escríbalo como 2026-01-31.</translation>
    </message>
</context>
<context>
    <name>BackupCard</name>
    <message>
        <source>Back up now…</source>
        <translation>Hacer copia ahora…</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Copia de seguridad</translation>
    </message>
    <message>
        <source>Backup (*.zip)</source>
        <translation>Copia de seguridad (*.zip)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Cancel the backup</source>
        <translation>Cancelar la copia de seguridad</translation>
    </message>
    <message>
        <source>Edits that nobody has yet, added pictures and settings, in one file. The shared database is backed up where it runs.</source>
        <translation>Los cambios que nadie más tiene aún, las imágenes agregadas y los ajustes, en un solo archivo. De la base de datos compartida se hace copia donde funciona.</translation>
    </message>
    <message>
        <source>Edits that nobody has yet, added pictures, settings and the built-in database, in one file.</source>
        <translation>Los cambios que nadie más tiene aún, las imágenes agregadas, los ajustes y la base de datos integrada, en un solo archivo.</translation>
    </message>
    <message>
        <source>How far the backup is</source>
        <translation>Cuánto avanzó la copia de seguridad</translation>
    </message>
    <message>
        <source>Last made: {when}, {file} ({size})</source>
        <translation>Última: {when}, {file} ({size})</translation>
    </message>
    <message>
        <source>No backup was made.</source>
        <translation>No se hizo ninguna copia de seguridad.</translation>
    </message>
    <message>
        <source>None was made on this computer yet.</source>
        <translation>En esta computadora aún no se ha hecho ninguna.</translation>
    </message>
    <message>
        <source>The backup was made and read back.</source>
        <translation>La copia de seguridad se hizo y se leyó de nuevo.</translation>
    </message>
    <message>
        <source>To bring one back, close the window and run: lazi-desktop restore FILE</source>
        <translation>Para recuperar una, cierre la ventana y ejecute: lazi-desktop restore ARCHIVO</translation>
    </message>
    <message>
        <source>Where to keep the backup</source>
        <translation>Dónde guardar la copia de seguridad</translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation>{size} MB</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Choose a password…</source>
        <translation>Elegir contraseña…</translation>
    </message>
    <message>
        <source>Hide this message</source>
        <translation>Ocultar este mensaje</translation>
    </message>
    <message>
        <source>Pull again</source>
        <translation>Descargar de nuevo</translation>
    </message>
    <message>
        <source>Push again</source>
        <translation>Enviar de nuevo</translation>
    </message>
    <message>
        <source>Show Activity</source>
        <translation>Mostrar la actividad</translation>
    </message>
    <message>
        <source>Show settings</source>
        <translation>Mostrar los ajustes</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Intentar de nuevo</translation>
    </message>
</context>
<context>
    <name>BesideSettings</name>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnóstico</translation>
    </message>
    <message>
        <source>Look whether everything works on this computer</source>
        <translation>Mirar si todo funciona en esta computadora</translation>
    </message>
</context>
<context>
    <name>BugDialog</name>
    <message>
        <source>Copy details</source>
        <translation>Copiar los detalles</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>LAZI Desktop ended by itself the last time</source>
        <translation>LAZI Desktop se cerró solo la última vez</translation>
    </message>
    <message>
        <source>Something went wrong inside LAZI Desktop</source>
        <translation>Algo salió mal dentro de LAZI Desktop</translation>
    </message>
    <message>
        <source>This is our mistake, not yours. What you edited is saved on this computer, and you can go on. Please send us these details; you may look through them first.</source>
        <translation>El error es nuestro, no suyo. Lo que editó está guardado en esta computadora y puede seguir. Envíenos estos detalles, por favor; antes puede mirarlos.</translation>
    </message>
</context>
<context>
    <name>BulkEdits</name>
    <message>
        <source>Cancelled: nothing was changed.</source>
        <translation>Cancelado: nada cambió.</translation>
    </message>
    <message>
        <source>Choose the cell where the pasted ones begin.</source>
        <translation>Elija la celda donde empiezan las pegadas.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy the first selected column into the others</source>
        <translation>Copiar la primera columna seleccionada en las demás</translation>
    </message>
    <message>
        <source>Copy the first selected row into the others</source>
        <translation>Copiar la primera fila seleccionada en las demás</translation>
    </message>
    <message>
        <source>Copy the selected cells with the names of their columns</source>
        <translation>Copiar las celdas seleccionadas con los nombres de sus columnas</translation>
    </message>
    <message>
        <source>Copy the selected cells, for a spreadsheet too</source>
        <translation>Copiar las celdas seleccionadas, también para una hoja de cálculo</translation>
    </message>
    <message>
        <source>Copy with headings</source>
        <translation>Copiar con encabezados</translation>
    </message>
    <message>
        <source>Edit the cell</source>
        <translation>Editar la celda</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Vacío</translation>
    </message>
    <message>
        <source>Empty the selected cells</source>
        <translation>Vaciar las celdas seleccionadas</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Rellenar</translation>
    </message>
    <message>
        <source>Fill down</source>
        <translation>Rellenar hacia abajo</translation>
    </message>
    <message>
        <source>Fill right</source>
        <translation>Rellenar hacia la derecha</translation>
    </message>
    <message>
        <source>Find and replace…</source>
        <translation>Buscar y reemplazar…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Pegar</translation>
    </message>
    <message>
        <source>Paste a block of cells onto the rows as they are listed</source>
        <translation>Pegar un bloque de celdas en las filas como están listadas</translation>
    </message>
    <message>
        <source>Paste a list that names its rows by their codes</source>
        <translation>Pegar una lista que nombra sus filas por sus códigos</translation>
    </message>
    <message>
        <source>Paste by code…</source>
        <translation>Pegar por código…</translation>
    </message>
    <message>
        <source>Replace, set, extend or empty the texts of many entries</source>
        <translation>Reemplazar, poner, completar o vaciar los textos de muchas entradas</translation>
    </message>
    <message>
        <source>There is nothing on the clipboard.</source>
        <translation>No hay nada en el portapapeles.</translation>
    </message>
    <message>
        <source>Wait until “{title}” is done.</source>
        <translation>Espere a que termine “{title}”.</translation>
    </message>
    <message>
        <source>cell</source>
        <translation>celda</translation>
    </message>
    <message>
        <source>cells</source>
        <translation>celdas</translation>
    </message>
</context>
<context>
    <name>BulkLine</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Cancelling …</source>
        <translation>Cancelando …</translation>
    </message>
    <message>
        <source>How far it is</source>
        <translation>Hasta dónde ha llegado</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>Show the cells that were refused</source>
        <translation>Mostrar las celdas que se rechazaron</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>cell changed</source>
        <translation>celda cambiada</translation>
    </message>
    <message>
        <source>cells changed</source>
        <translation>celdas cambiadas</translation>
    </message>
    <message>
        <source>{count} changed meanwhile and left alone</source>
        <translation>{count} cambiadas entretanto y sin tocar</translation>
    </message>
    <message>
        <source>{count} refused</source>
        <translation>{count} rechazados</translation>
    </message>
    <message>
        <source>{count} the same</source>
        <translation>{count} iguales</translation>
    </message>
</context>
<context>
    <name>BulkSheets</name>
    <message>
        <source>Find and replace</source>
        <translation>Buscar y reemplazar</translation>
    </message>
    <message>
        <source>In all texts</source>
        <translation>En todos los textos</translation>
    </message>
    <message>
        <source>In texts that are shown</source>
        <translation>En los textos mostrados</translation>
    </message>
    <message>
        <source>In the selected columns</source>
        <translation>En las columnas seleccionadas</translation>
    </message>
    <message>
        <source>Paste by code</source>
        <translation>Pegar por código</translation>
    </message>
    <message>
        <source>There is nothing on the clipboard.</source>
        <translation>No hay nada en el portapapeles.</translation>
    </message>
</context>
<context>
    <name>BusinessUnits</name>
    <message>
        <source>Business units</source>
        <translation>Unidades de negocio</translation>
    </message>
    <message>
        <source>Find a business unit</source>
        <translation>Buscar una unidad de negocio</translation>
    </message>
    <message>
        <source>None ticked: in all of them</source>
        <translation>Ninguno marcado: en todos</translation>
    </message>
    <message>
        <source>ServiceTitan's list is not here yet. Their numbers can be typed in the editor.</source>
        <translation>La lista de ServiceTitan aún no está aquí. Sus números se pueden escribir en el editor.</translation>
    </message>
    <message>
        <source>in {some} of {all}</source>
        <translation>en {some} de {all}</translation>
    </message>
</context>
<context>
    <name>CategoryActions</name>
    <message>
        <source>Activate category</source>
        <translation>Activar categoría</translation>
    </message>
    <message>
        <source>Beside the category it hangs in</source>
        <translation>Junto a la categoría de la que cuelga</translation>
    </message>
    <message>
        <source>Business units…</source>
        <translation>Unidades de negocio…</translation>
    </message>
    <message>
        <source>Choose a file; pictures can also be dropped onto a category</source>
        <translation>Elija un archivo; también se pueden soltar imágenes sobre una categoría</translation>
    </message>
    <message>
        <source>Choose the category it will hang in</source>
        <translation>Elija la categoría de la que colgará</translation>
    </message>
    <message>
        <source>Deactivate category</source>
        <translation>Desactivar categoría</translation>
    </message>
    <message>
        <source>Delete category…</source>
        <translation>Eliminar categoría…</translation>
    </message>
    <message>
        <source>Find a category</source>
        <translation>Buscar una categoría</translation>
    </message>
    <message>
        <source>Hide or show inactive categories</source>
        <translation>Ocultar o mostrar las categorías inactivas</translation>
    </message>
    <message>
        <source>In which business units the chosen categories are offered</source>
        <translation>En qué unidades de negocio se ofrecen las categorías elegidas</translation>
    </message>
    <message>
        <source>Into the category above it</source>
        <translation>Dentro de la categoría de encima</translation>
    </message>
    <message>
        <source>Move category down</source>
        <translation>Bajar la categoría</translation>
    </message>
    <message>
        <source>Move category in</source>
        <translation>Meter la categoría</translation>
    </message>
    <message>
        <source>Move category out</source>
        <translation>Sacar la categoría</translation>
    </message>
    <message>
        <source>Move category to…</source>
        <translation>Mover la categoría a…</translation>
    </message>
    <message>
        <source>Move category up</source>
        <translation>Subir la categoría</translation>
    </message>
    <message>
        <source>Move to category…</source>
        <translation>Mover a la categoría…</translation>
    </message>
    <message>
        <source>New category</source>
        <translation>Nueva categoría</translation>
    </message>
    <message>
        <source>New category below the current one</source>
        <translation>Nueva categoría bajo la actual</translation>
    </message>
    <message>
        <source>New category beside</source>
        <translation>Nueva categoría al lado</translation>
    </message>
    <message>
        <source>New category beside the current one</source>
        <translation>Nueva categoría junto a la actual</translation>
    </message>
    <message>
        <source>Paste picture of category</source>
        <translation>Pegar imagen de la categoría</translation>
    </message>
    <message>
        <source>Picture of category…</source>
        <translation>Imagen de la categoría…</translation>
    </message>
    <message>
        <source>Put in category…</source>
        <translation>Poner en la categoría…</translation>
    </message>
    <message>
        <source>Remove picture of category</source>
        <translation>Quitar imagen de la categoría</translation>
    </message>
    <message>
        <source>Rename category</source>
        <translation>Cambiar el nombre de la categoría</translation>
    </message>
    <message>
        <source>Rename the current category</source>
        <translation>Cambiar el nombre de la categoría actual</translation>
    </message>
    <message>
        <source>Take out of category</source>
        <translation>Sacar de la categoría</translation>
    </message>
    <message>
        <source>The selected entries into one more category</source>
        <translation>Las entradas seleccionadas a una categoría más</translation>
    </message>
    <message>
        <source>The selected entries out of the chosen categories, or of all</source>
        <translation>Las entradas seleccionadas fuera de las categorías elegidas, o de todas</translation>
    </message>
    <message>
        <source>The selected entries out of the chosen categories, or of all, into another one</source>
        <translation>Las entradas seleccionadas fuera de las categorías elegidas, o de todas, a otra</translation>
    </message>
    <message>
        <source>Throws away what ServiceTitan never had, and makes all else inactive</source>
        <translation>Descarta lo que ServiceTitan nunca tuvo y desactiva todo lo demás</translation>
    </message>
</context>
<context>
    <name>CategoryChip</name>
    <message>
        <source>Take out of this category</source>
        <translation>Sacar de esta categoría</translation>
    </message>
    <message>
        <source>Take out of {category}</source>
        <translation>Sacar de {category}</translation>
    </message>
</context>
<context>
    <name>CategoryChips</name>
    <message>
        <source>+ Add</source>
        <translation>+ Agregar</translation>
    </message>
    <message>
        <source>Add a category</source>
        <translation>Agregar una categoría</translation>
    </message>
    <message>
        <source>Category {number}</source>
        <translation>Categoría {number}</translation>
    </message>
    <message>
        <source>New category</source>
        <translation>Nueva categoría</translation>
    </message>
</context>
<context>
    <name>CategoryDelegate</name>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Name of the category</source>
        <translation>Nombre de la categoría</translation>
    </message>
</context>
<context>
    <name>CategoryDrops</name>
    <message>
        <source>A category stays in its tree.</source>
        <translation>Una categoría se queda en su árbol.</translation>
    </message>
    <message>
        <source>Add pictures for the SKUs of {name}</source>
        <translation>Agregar imágenes para los SKU de {name}</translation>
    </message>
    <message>
        <source>Add {what} to {name}; they stay where they are too</source>
        <translation>Agregar {what} a {name}; también se quedan donde están</translation>
    </message>
    <message>
        <source>Drop pictures onto one of the categories.</source>
        <translation>Suelte las imágenes sobre una de las categorías.</translation>
    </message>
    <message>
        <source>Drop them onto one of the categories.</source>
        <translation>Suéltelas sobre una de las categorías.</translation>
    </message>
    <message>
        <source>Move {what} to {name}, out of {left}. Ctrl only adds.</source>
        <translation>Mover {what} a {name}, fuera de {left}. Ctrl solo agrega.</translation>
    </message>
    <message>
        <source>Move {what} {where}</source>
        <translation>Mover {what} {where}</translation>
    </message>
    <message>
        <source>Nothing can hang here. Drop it onto a category or between two.</source>
        <translation>Nada puede colgar de aquí. Suéltelo sobre una categoría o entre dos.</translation>
    </message>
    <message>
        <source>Put {what} in {name}</source>
        <translation>Poner {what} en {name}</translation>
    </message>
    <message>
        <source>Take {what} out of {left}</source>
        <translation>Sacar {what} de {left}</translation>
    </message>
    <message>
        <source>The picture of {name}. With Ctrl: for its SKUs.</source>
        <translation>La imagen de {name}. Con Ctrl: para sus SKU.</translation>
    </message>
    <message>
        <source>They hang there already.</source>
        <translation>Ya cuelgan de ahí.</translation>
    </message>
    <message>
        <source>They stay in their tree.</source>
        <translation>Se quedan en su árbol.</translation>
    </message>
    <message>
        <source>before {name}</source>
        <translation>delante de {name}</translation>
    </message>
    <message>
        <source>entries</source>
        <translation>entradas</translation>
    </message>
    <message>
        <source>entry</source>
        <translation>entrada</translation>
    </message>
    <message>
        <source>every category</source>
        <translation>cada categoría</translation>
    </message>
    <message>
        <source>every other category</source>
        <translation>cada otra categoría</translation>
    </message>
    <message>
        <source>into {name}</source>
        <translation>a {name}</translation>
    </message>
    <message>
        <source>to the top</source>
        <translation>arriba del todo</translation>
    </message>
    <message>
        <source>what is below {name}</source>
        <translation>lo que está bajo {name}</translation>
    </message>
    <message>
        <source>{count} categories</source>
        <translation>{count} categorías</translation>
    </message>
</context>
<context>
    <name>CategoryFall</name>
    <message>
        <source>Any</source>
        <translation>Cualquiera</translation>
    </message>
    <message>
        <source>Any category</source>
        <translation>Cualquier categoría</translation>
    </message>
    <message>
        <source>Category, level {level}: {chosen}</source>
        <translation>Categoría, nivel {level}: {chosen}</translation>
    </message>
    <message>
        <source>Find a category</source>
        <translation>Buscar una categoría</translation>
    </message>
    <message>
        <source>Find a category below it</source>
        <translation>Buscar una categoría debajo</translation>
    </message>
</context>
<context>
    <name>CategoryLife</name>
    <message>
        <source> and </source>
        <translation> y </translation>
    </message>
    <message>
        <source>At the top</source>
        <translation>Arriba del todo</translation>
    </message>
    <message>
        <source>Deactivate</source>
        <translation>Desactivar</translation>
    </message>
    <message>
        <source>Deactivate anyway</source>
        <translation>Desactivar de todos modos</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Eliminar</translation>
    </message>
    <message>
        <source>ServiceTitan keeps what it has: {off} will be made inactive.</source>
        <translation>ServiceTitan conserva lo que tiene: {off} pasará a inactivo.</translation>
    </message>
    <message>
        <source>These stay as they are, but are not found here in the field while it is inactive.</source>
        <translation>Estas se quedan como están, pero no se encuentran aquí en el campo mientras está inactiva.</translation>
    </message>
    <message>
        <source>They hold {what}.</source>
        <translation>Contienen {what}.</translation>
    </message>
    <message>
        <source>categories</source>
        <translation>categorías</translation>
    </message>
    <message>
        <source>category</source>
        <translation>categoría</translation>
    </message>
    <message>
        <source>entries</source>
        <translation>entradas</translation>
    </message>
    <message>
        <source>entry</source>
        <translation>entrada</translation>
    </message>
    <message>
        <source>{name} holds {what}.</source>
        <translation>{name} contiene {what}.</translation>
    </message>
</context>
<context>
    <name>CategoryPanel</name>
    <message>
        <source>Hide {what}</source>
        <translation>Ocultar {what}</translation>
    </message>
    <message>
        <source>Show {what}</source>
        <translation>Mostrar {what}</translation>
    </message>
    <message>
        <source>Trees</source>
        <translation>Árboles</translation>
    </message>
    <message>
        <source>Without category</source>
        <translation>Sin categoría</translation>
    </message>
    <message>
        <source>inactive categories</source>
        <translation>inactivas</translation>
    </message>
    <message>
        <source>inactive category</source>
        <translation>inactiva</translation>
    </message>
</context>
<context>
    <name>CategoryPicker</name>
    <message>
        <source>Categories</source>
        <translation>Categorías</translation>
    </message>
    <message>
        <source>Find a category</source>
        <translation>Buscar una categoría</translation>
    </message>
    <message>
        <source>No category of this name</source>
        <translation>Ninguna categoría con ese nombre</translation>
    </message>
</context>
<context>
    <name>CategoryPictures</name>
    <message>
        <source>Replaced pictures of categories.</source>
        <translation>Se reemplazaron imágenes de categorías.</translation>
    </message>
    <message>
        <source>Replaced the category's picture.</source>
        <translation>Se reemplazó la imagen de la categoría.</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation>No hay ninguna imagen en el portapapeles.</translation>
    </message>
    <message>
        <source>There is none to be removed.</source>
        <translation>No hay ninguna que quitar.</translation>
    </message>
</context>
<context>
    <name>CategorySearch</name>
    <message>
        <source>Find a category</source>
        <translation>Buscar una categoría</translation>
    </message>
    <message>
        <source>No category of this name</source>
        <translation>Ninguna categoría con ese nombre</translation>
    </message>
</context>
<context>
    <name>CategoryTree</name>
    <message>
        <source>{tree} categories</source>
        <translation>Categorías de {tree}</translation>
    </message>
</context>
<context>
    <name>CategoryTreeModel</name>
    <message>
        <source>Changed here, and on its way to ServiceTitan</source>
        <translation>Cambiado aquí y en camino a ServiceTitan</translation>
    </message>
    <message>
        <source>Changed here, not sent yet</source>
        <translation>Cambiado aquí, aún no enviado</translation>
    </message>
    <message>
        <source>Deleted in ServiceTitan</source>
        <translation>Eliminado en ServiceTitan</translation>
    </message>
    <message>
        <source>In conflict: somebody has to decide</source>
        <translation>En conflicto: alguien tiene que decidir</translation>
    </message>
    <message>
        <source>Inactive</source>
        <translation>Inactivo</translation>
    </message>
    <message>
        <source>New: will be created in ServiceTitan</source>
        <translation>Nuevo: se creará en ServiceTitan</translation>
    </message>
    <message>
        <source>Sent, but ServiceTitan did not keep it</source>
        <translation>Enviado, pero ServiceTitan no lo conservó</translation>
    </message>
    <message>
        <source>ServiceTitan refused a change</source>
        <translation>ServiceTitan rechazó un cambio</translation>
    </message>
    <message>
        <source>{name}, {count} entries</source>
        <translation>{name}, {count} entradas</translation>
    </message>
</context>
<context>
    <name>CellEditor</name>
    <message>
        <source>Left as it was. F2 brings “{text}” back.</source>
        <translation>Quedó como estaba. F2 recupera “{text}”.</translation>
    </message>
</context>
<context>
    <name>CellEdits</name>
    <message>
        <source>cell</source>
        <translation>celda</translation>
    </message>
    <message>
        <source>cells</source>
        <translation>celdas</translation>
    </message>
    <message>
        <source>{filled} filled, {left} left as they are: they cannot hold this.</source>
        <translation>{filled} rellenadas, {left} se quedan como están: no admiten esto.</translation>
    </message>
</context>
<context>
    <name>CertificateField</name>
    <message>
        <source>All</source>
        <translation>Todo</translation>
    </message>
    <message>
        <source>Came with the invitation</source>
        <translation>Vino con la invitación</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>Certificados</translation>
    </message>
    <message>
        <source>Choose a certificate</source>
        <translation>Elegir un certificado</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Elegir…</translation>
    </message>
    <message>
        <source>Only where no public authority vouches for the server</source>
        <translation>Solo si ninguna autoridad pública responde por el servidor</translation>
    </message>
    <message>
        <source>The certificate of the server's authority</source>
        <translation>El certificado de la autoridad del servidor</translation>
    </message>
    <message>
        <source>This file holds no certificate. Give one in the PEM form.</source>
        <translation>Este archivo no contiene ningún certificado. Dé uno en formato PEM.</translation>
    </message>
    <message>
        <source>Without a certificate</source>
        <translation>Sin certificado</translation>
    </message>
</context>
<context>
    <name>ChangeCard</name>
    <message>
        <source>Effect {amount}</source>
        <translation>Efecto {amount}</translation>
    </message>
    <message>
        <source>It is decided together with a field that is in conflict.</source>
        <translation>Se decide junto con un campo que está en conflicto.</translation>
    </message>
    <message>
        <source>Ours</source>
        <translation>Nuestro</translation>
    </message>
    <message>
        <source>Proposed by {name}. Nothing changes until it is accepted.</source>
        <translation>Propuesto por {name}. Nada cambia hasta que se acepte.</translation>
    </message>
    <message>
        <source>ServiceTitan</source>
        <translation>ServiceTitan</translation>
    </message>
    <message>
        <source>ServiceTitan changed it too. Decide which value is to be.</source>
        <translation>ServiceTitan también lo cambió. Decida qué valor debe quedar.</translation>
    </message>
    <message>
        <source>ServiceTitan said: {words}</source>
        <translation>ServiceTitan dijo: {words}</translation>
    </message>
    <message>
        <source>{field} — {name}, {when}</source>
        <translation>{field} — {name}, {when}</translation>
    </message>
    <message>
        <source>{state}: pushing leaves it out.</source>
        <translation>{state}: al enviar se deja fuera.</translation>
    </message>
</context>
<context>
    <name>ChangeSets</name>
    <message>
        <source>{name} is closed.</source>
        <translation>{name} está cerrado.</translation>
    </message>
    <message>
        <source>{name} is open again.</source>
        <translation>{name} está abierto de nuevo.</translation>
    </message>
    <message>
        <source>{n} change-sets are closed.</source>
        <translation>Se han cerrado {n} conjuntos de cambios.</translation>
    </message>
</context>
<context>
    <name>Changed</name>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Campo</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Ahora</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Después</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>Conflict</source>
        <translation>Conflicto</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Eliminado</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>Difiere</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Falló</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nuevo</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Pendiente</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>Propuesto</translation>
    </message>
    <message>
        <source>Pushed</source>
        <translation>Enviado</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>Entregado</translation>
    </message>
</context>
<context>
    <name>ChipsBar</name>
    <message>
        <source>Show all</source>
        <translation>Mostrar todo</translation>
    </message>
    <message>
        <source>What stands how</source>
        <translation>Cómo está cada cosa</translation>
    </message>
    <message>
        <source>change</source>
        <translation>cambio</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>cambios</translation>
    </message>
    <message>
        <source>{changes}; click to see them alone</source>
        <translation>{changes}; haga clic para verlos solos</translation>
    </message>
</context>
<context>
    <name>ClashCard</name>
    <message>
        <source>Go to {name}</source>
        <translation>Ir a {name}</translation>
    </message>
    <message>
        <source>Keep {value}</source>
        <translation>Conservar {value}</translation>
    </message>
    <message>
        <source>Take {value} ({who})</source>
        <translation>Tomar {value} ({who})</translation>
    </message>
    <message>
        <source>{name}, {time}</source>
        <translation>{name}, {time}</translation>
    </message>
</context>
<context>
    <name>ClashesSection</name>
    <message>
        <source>Two people changed {fields} at the same time</source>
        <translation>Dos personas cambiaron {fields} al mismo tiempo</translation>
    </message>
    <message>
        <source>field</source>
        <translation>campo</translation>
    </message>
    <message>
        <source>fields</source>
        <translation>campos</translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>Closed: {name}. ServiceTitan has everything that was in it.</source>
        <translation>Cerrado: {name}. ServiceTitan tiene todo lo que había en él.</translation>
    </message>
    <message>
        <source>change-set</source>
        <translation>conjunto de cambios</translation>
    </message>
    <message>
        <source>change-sets</source>
        <translation>conjuntos de cambios</translation>
    </message>
</context>
<context>
    <name>Colours</name>
    <message>
        <source>Amber</source>
        <translation>Ámbar</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Azul</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Verde</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Gris</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rojo</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>Verde azulado</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Violeta</translation>
    </message>
</context>
<context>
    <name>ColumnChooser</name>
    <message>
        <source>Find a column</source>
        <translation>Buscar una columna</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>Columnas como al principio</translation>
    </message>
</context>
<context>
    <name>ColumnGroups</name>
    <message>
        <source>Accounting</source>
        <translation>Contabilidad</translation>
    </message>
    <message>
        <source>Labor and commission</source>
        <translation>Mano de obra y comisión</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Enlaces</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Más</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origen</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>Precios</translation>
    </message>
    <message>
        <source>Stock and vendors</source>
        <translation>Existencias y proveedores</translation>
    </message>
    <message>
        <source>The entry</source>
        <translation>La entrada</translation>
    </message>
</context>
<context>
    <name>ComparePanel</name>
    <message>
        <source>Choose what to compare with.</source>
        <translation>Elija con qué comparar.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparar</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Comparar con</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Diferencias</translation>
    </message>
    <message>
        <source>Every SKU once, kits in it taken apart</source>
        <translation>Cada SKU una vez, con sus kits desarmados</translation>
    </message>
    <message>
        <source>Find a service</source>
        <translation>Buscar un servicio</translation>
    </message>
    <message>
        <source>From “{other}” to this kit: {changes}</source>
        <translation>De “{other}” a este kit: {changes}</translation>
    </message>
    <message>
        <source>There are no versions yet</source>
        <translation>Todavía no hay versiones</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versión</translation>
    </message>
    <message>
        <source>Version {n}</source>
        <translation>Versión {n}</translation>
    </message>
    <message>
        <source>What is the same, too</source>
        <translation>También lo que es igual</translation>
    </message>
    <message>
        <source>What the kit was then is not known on this computer yet.</source>
        <translation>En esta computadora todavía no se sabe cómo era el kit entonces.</translation>
    </message>
    <message>
        <source>this kit: {cost}</source>
        <translation>este kit: {cost}</translation>
    </message>
    <message>
        <source>with an earlier version</source>
        <translation>con una versión anterior</translation>
    </message>
    <message>
        <source>with another kit</source>
        <translation>con otro kit</translation>
    </message>
    <message>
        <source>with what a service links</source>
        <translation>con lo que enlaza un servicio</translation>
    </message>
    <message>
        <source>{n} added</source>
        <translation>{n} agregados</translation>
    </message>
    <message>
        <source>{n} changed</source>
        <translation>{n} cambiados</translation>
    </message>
    <message>
        <source>{n} removed</source>
        <translation>{n} quitados</translation>
    </message>
    <message>
        <source>{n} the same</source>
        <translation>{n} iguales</translation>
    </message>
    <message>
        <source>{sum} in cost</source>
        <translation>{sum} de costo</translation>
    </message>
</context>
<context>
    <name>CompareView</name>
    <message>
        <source>Compare two pictures</source>
        <translation>Comparar dos imágenes</translation>
    </message>
    <message>
        <source>Move together</source>
        <translation>Mover juntas</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Intercambiar</translation>
    </message>
    <message>
        <source>Two pictures compared</source>
        <translation>Dos imágenes comparadas</translation>
    </message>
    <message>
        <source>What is done with one picture is done with the other, too</source>
        <translation>Lo que se hace con una imagen se hace también con la otra</translation>
    </message>
    <message>
        <source>Wheel and mouse look nearer and move; + and − zoom, 0 shows all</source>
        <translation>La rueda acerca, el ratón mueve; + y − acercan y alejan, 0 muestra todo</translation>
    </message>
</context>
<context>
    <name>ComparedSide</name>
    <message>
        <source>Next picture of the entry</source>
        <translation>Siguiente imagen de la entrada</translation>
    </message>
</context>
<context>
    <name>ConfigurationProblemWindow</name>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Configuration file: {file}</source>
        <translation>Archivo de configuración: {file}</translation>
    </message>
    <message>
        <source>Open the file's folder</source>
        <translation>Abrir la carpeta del archivo</translation>
    </message>
    <message>
        <source>Open “{name}” instead</source>
        <translation>Abrir “{name}” en su lugar</translation>
    </message>
</context>
<context>
    <name>Conflict</name>
    <message>
        <source>Base</source>
        <translation>Base</translation>
    </message>
    <message>
        <source>Deleted in ServiceTitan, changed here: {field}. Kept, your value stays in LAZI and is sent only if the entry comes back.</source>
        <translation>Eliminado en ServiceTitan, cambiado aquí: {field}. Si se conserva, su valor queda en LAZI y solo se envía si la entrada vuelve.</translation>
    </message>
    <message>
        <source>Found there</source>
        <translation>Encontrado allí</translation>
    </message>
    <message>
        <source>I have looked</source>
        <translation>Ya lo miré</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>Conservar ambos</translation>
    </message>
    <message>
        <source>Keep ours</source>
        <translation>Conservar el nuestro</translation>
    </message>
    <message>
        <source>Keep the entry</source>
        <translation>Conservar la entrada</translation>
    </message>
    <message>
        <source>Keep what is in effect</source>
        <translation>Conservar lo que está en vigor</translation>
    </message>
    <message>
        <source>Keep {whose}</source>
        <translation>Conservar {whose}</translation>
    </message>
    <message>
        <source>Let it go</source>
        <translation>Dejarlo ir</translation>
    </message>
    <message>
        <source>Ours</source>
        <translation>Nuestro</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>ServiceTitan does not have this entry yet.</source>
        <translation>ServiceTitan aún no tiene esta entrada.</translation>
    </message>
    <message>
        <source>ServiceTitan has more than one entry that was made from this one. Look there which is the right one and make the other inactive.</source>
        <translation>ServiceTitan tiene más de una entrada creada a partir de esta. Mire allí cuál es la correcta y desactive la otra.</translation>
    </message>
    <message>
        <source>ServiceTitan now</source>
        <translation>ServiceTitan ahora</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>Alguien</translation>
    </message>
    <message>
        <source>Take ServiceTitan's</source>
        <translation>Tomar el de ServiceTitan</translation>
    </message>
    <message>
        <source>Take the other</source>
        <translation>Tomar el otro</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>Tomar el de ellos</translation>
    </message>
    <message>
        <source>Take {whose}</source>
        <translation>Tomar {whose}</translation>
    </message>
    <message>
        <source>The other entry</source>
        <translation>La otra entrada</translation>
    </message>
    <message>
        <source>The team now</source>
        <translation>El equipo ahora</translation>
    </message>
    <message>
        <source>Throw it away</source>
        <translation>Descartarla</translation>
    </message>
    <message>
        <source>Two entries share this code. ServiceTitan would refuse one of them: give this one another code, or keep both as they are.</source>
        <translation>Dos entradas comparten este código. ServiceTitan rechazaría una de ellas: dele a esta otro código, o conserve ambas como están.</translation>
    </message>
    <message>
        <source>changed by somebody else</source>
        <translation>cambiado por otra persona</translation>
    </message>
    <message>
        <source>changed by somebody else too</source>
        <translation>cambiado también por otra persona</translation>
    </message>
    <message>
        <source>changed there</source>
        <translation>cambiado allí</translation>
    </message>
    <message>
        <source>changed {fields}</source>
        <translation>cambió {fields}</translation>
    </message>
    <message>
        <source>deleted in ServiceTitan, changed here</source>
        <translation>eliminado en ServiceTitan, cambiado aquí</translation>
    </message>
    <message>
        <source>deleted there</source>
        <translation>eliminado allí</translation>
    </message>
    <message>
        <source>edit</source>
        <translation>cambio</translation>
    </message>
    <message>
        <source>edits</source>
        <translation>cambios</translation>
    </message>
    <message>
        <source>emptied {fields}</source>
        <translation>vació {fields}</translation>
    </message>
    <message>
        <source>found {time}</source>
        <translation>encontrado {time}</translation>
    </message>
    <message>
        <source>has the same code</source>
        <translation>tiene el mismo código</translation>
    </message>
    <message>
        <source>if both are kept</source>
        <translation>si se conservan ambos</translation>
    </message>
    <message>
        <source>if you keep ours</source>
        <translation>si conserva el nuestro</translation>
    </message>
    <message>
        <source>if you take {whose}</source>
        <translation>si toma {whose}</translation>
    </message>
    <message>
        <source>in effect</source>
        <translation>en vigor</translation>
    </message>
    <message>
        <source>kept here, not sent</source>
        <translation>se conserva aquí, no se envía</translation>
    </message>
    <message>
        <source>lowered {fields}</source>
        <translation>bajó {fields}</translation>
    </message>
    <message>
        <source>made twice in ServiceTitan</source>
        <translation>creado dos veces en ServiceTitan</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>no está</translation>
    </message>
    <message>
        <source>pulled {time}</source>
        <translation>traído {time}</translation>
    </message>
    <message>
        <source>raised {fields}</source>
        <translation>subió {fields}</translation>
    </message>
    <message>
        <source>seen {time}</source>
        <translation>visto {time}</translation>
    </message>
    <message>
        <source>somebody else of the team</source>
        <translation>otra persona del equipo</translation>
    </message>
    <message>
        <source>somebody of the team</source>
        <translation>alguien del equipo</translation>
    </message>
    <message>
        <source>the edits</source>
        <translation>los cambios</translation>
    </message>
    <message>
        <source>the team</source>
        <translation>el equipo</translation>
    </message>
    <message>
        <source>thrown away by somebody of the team, changed here</source>
        <translation>descartado por alguien del equipo, cambiado aquí</translation>
    </message>
    <message>
        <source>thrown away here, changed by the team</source>
        <translation>descartado aquí, cambiado por el equipo</translation>
    </message>
    <message>
        <source>two entries share this code</source>
        <translation>dos entradas comparten este código</translation>
    </message>
    <message>
        <source>where both began</source>
        <translation>de donde partieron ambos</translation>
    </message>
    <message>
        <source>{field} was changed by {other} and by {author}, each without seeing the other.</source>
        <translation>{field} lo cambiaron {other} y {author}, cada uno sin ver al otro.</translation>
    </message>
    <message>
        <source>{field} was changed here and by {other}, each without seeing the other.</source>
        <translation>{field} se cambió aquí y lo cambió {other}, cada uno sin ver al otro.</translation>
    </message>
    <message>
        <source>{field} was changed here and in ServiceTitan since both were the same.</source>
        <translation>{field} se cambió aquí y en ServiceTitan desde que ambos eran iguales.</translation>
    </message>
    <message>
        <source>{other} {what_they_did}, we {what_we_did}</source>
        <translation>{other} {what_they_did}; aquí se {what_we_did}</translation>
    </message>
    <message>
        <source>{some} and {last}</source>
        <translation>{some} y {last}</translation>
    </message>
    <message>
        <source>{who} threw this new entry away while it was still being edited. Throwing it away would lose {edits}.</source>
        <translation>{who} descartó esta entrada nueva mientras aún se editaba. Descartarla perdería {edits}.</translation>
    </message>
</context>
<context>
    <name>ConflictPanel</name>
    <message>
        <source>Conflict {n} of {total}</source>
        <translation>Conflicto {n} de {total}</translation>
    </message>
    <message>
        <source>Next conflict</source>
        <translation>Conflicto siguiente</translation>
    </message>
    <message>
        <source>Next conflict (↓)</source>
        <translation>Conflicto siguiente (↓)</translation>
    </message>
    <message>
        <source>No conflict is open</source>
        <translation>No hay ningún conflicto abierto</translation>
    </message>
    <message>
        <source>Previous conflict</source>
        <translation>Conflicto anterior</translation>
    </message>
    <message>
        <source>Previous conflict (↑)</source>
        <translation>Conflicto anterior (↑)</translation>
    </message>
    <message>
        <source>Show in grid</source>
        <translation>Mostrar en la lista</translation>
    </message>
    <message>
        <source>What both you and ServiceTitan change will wait here for you.</source>
        <translation>Lo que cambien tanto ustedes como ServiceTitan esperará aquí su decisión.</translation>
    </message>
    <message>
        <source>change</source>
        <translation>cambio</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>cambios</translation>
    </message>
    <message>
        <source>conflict</source>
        <translation>conflicto</translation>
    </message>
    <message>
        <source>conflicts</source>
        <translation>conflictos</translation>
    </message>
    <message>
        <source>needs you</source>
        <translation>le necesita</translation>
    </message>
    <message>
        <source>{changes} of {code} that you had confirmed: on the way now.</source>
        <translation>{changes} de {code} que ya había confirmado: salen ahora.</translation>
    </message>
    <message>
        <source>{conflicts} decided.</source>
        <translation>{conflicts}: decidido.</translation>
    </message>
</context>
<context>
    <name>ConflictRule</name>
    <message>
        <source>everywhere</source>
        <translation>en todas partes</translation>
    </message>
    <message>
        <source>in {category}</source>
        <translation>en {category}</translation>
    </message>
    <message>
        <source>ours is kept</source>
        <translation>se conserva el nuestro</translation>
    </message>
    <message>
        <source>theirs is taken</source>
        <translation>se toma el de ellos</translation>
    </message>
    <message>
        <source>{answer} for {what}</source>
        <translation>{answer} para {what}</translation>
    </message>
    <message>
        <source>{field} of {kind}</source>
        <translation>{field} de {kind}</translation>
    </message>
</context>
<context>
    <name>ConnectPage</name>
    <message>
        <source>A PostgreSQL server that the team shares</source>
        <translation>Un servidor PostgreSQL que comparte el equipo</translation>
    </message>
    <message>
        <source>API address</source>
        <translation>Dirección de la API</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Another address</source>
        <translation>Otra dirección</translation>
    </message>
    <message>
        <source>App key</source>
        <translation>Clave de la aplicación</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Built in: on this computer, for one person</source>
        <translation>Integrada: en esta computadora, para una persona</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Cancel the test</source>
        <translation>Cancelar la prueba</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>Id de cliente</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Secreto de cliente</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Conectar</translation>
    </message>
    <message>
        <source>Connect to your ServiceTitan</source>
        <translation>Conéctese a su ServiceTitan</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Entorno</translation>
    </message>
    <message>
        <source>From ServiceTitan's settings and its developer portal. Beside a shared database the keys may be left out: then another computer pulls and pushes.</source>
        <translation>De los ajustes de ServiceTitan y de su portal de desarrolladores. Con una base de datos compartida las claves se pueden omitir: entonces descarga y envía otra computadora.</translation>
    </message>
    <message>
        <source>Holds the pricebook and every change until it is pushed.</source>
        <translation>Guarda la lista de precios y cada cambio hasta que se envía.</translation>
    </message>
    <message>
        <source>Integration (sandbox)</source>
        <translation>Integración (pruebas)</translation>
    </message>
    <message>
        <source>It works. ServiceTitan and the database answered.</source>
        <translation>Funciona. ServiceTitan y la base de datos contestaron.</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Usuario</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Contraseña</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>Producción</translation>
    </message>
    <message>
        <source>Secrets go to this computer's keyring and nowhere else.</source>
        <translation>Los secretos van al llavero de esta computadora y a ningún otro sitio.</translation>
    </message>
    <message>
        <source>ServiceTitan</source>
        <translation>ServiceTitan</translation>
    </message>
    <message>
        <source>Shared database</source>
        <translation>Base de datos compartida</translation>
    </message>
    <message>
        <source>Sign-in address</source>
        <translation>Dirección de inicio de sesión</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Cuenta</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Probar</translation>
    </message>
    <message>
        <source>Test stopped.</source>
        <translation>Prueba detenida.</translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation>Probando…</translation>
    </message>
    <message>
        <source>What is grey here is set by your organisation.</source>
        <translation>Lo que está en gris lo fija su organización.</translation>
    </message>
</context>
<context>
    <name>Connection</name>
    <message>
        <source>Profile folder</source>
        <translation>Carpeta del perfil</translation>
    </message>
    <message>
        <source>ServiceTitan tenant</source>
        <translation>Cuenta de ServiceTitan</translation>
    </message>
    <message>
        <source>Shared database</source>
        <translation>Base de datos compartida</translation>
    </message>
    <message>
        <source>You are</source>
        <translation>Usted es</translation>
    </message>
    <message>
        <source>built in, on this computer</source>
        <translation>integrada, en esta computadora</translation>
    </message>
    <message>
        <source>{member}, on this computer as {me}</source>
        <translation>{member}, en esta computadora como {me}</translation>
    </message>
</context>
<context>
    <name>ConnectionWindow</name>
    <message>
        <source>Change the connection</source>
        <translation>Cambiar la conexión</translation>
    </message>
</context>
<context>
    <name>CreateQuestions</name>
    <message>
        <source>Answered. LAZI goes on with it.</source>
        <translation>Contestado. LAZI sigue adelante.</translation>
    </message>
    <message>
        <source>Somebody else answered first, or it was settled another way.</source>
        <translation>Otra persona contestó antes, o se resolvió de otra manera.</translation>
    </message>
    <message>
        <source>Your answer does not count</source>
        <translation>Su respuesta no cuenta</translation>
    </message>
</context>
<context>
    <name>CronControl</name>
    <message>
        <source>As a cron line…</source>
        <translation>Como línea cron…</translation>
    </message>
    <message>
        <source>minute hour day month weekday</source>
        <translation>minuto hora día mes día-de-semana</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nunca</translation>
    </message>
    <message>
        <source>{title}: a cron line</source>
        <translation>{title}: una línea cron</translation>
    </message>
</context>
<context>
    <name>CropCanvas</name>
    <message>
        <source>From {left}, {top} to {right}, {bottom} of {width} × {height} pixels. Arrow keys move the frame, with Shift its right and lower edges, with Alt its left and upper ones; with Ctrl by little.</source>
        <translation>De {left}, {top} a {right}, {bottom} de {width} × {height} píxeles. Las flechas mueven el marco; con Mayús, sus bordes derecho e inferior; con Alt, el izquierdo y el superior; con Ctrl, poco a poco.</translation>
    </message>
    <message>
        <source>Picture with the frame of what stays</source>
        <translation>Imagen con el marco de lo que queda</translation>
    </message>
</context>
<context>
    <name>CutPush</name>
    <message>
        <source>A push of {all} was cut short.</source>
        <translation>Un envío de {all} quedó interrumpido.</translation>
    </message>
    <message>
        <source>A push of {all} was cut short: {m} may have been sent.</source>
        <translation>Un envío de {all} quedó interrumpido: puede que {m} se enviara.</translation>
    </message>
    <message>
        <source>A push was cut short: at least {n} of {all} sent.</source>
        <translation>Un envío quedó interrumpido: al menos {n} de {all} enviados.</translation>
    </message>
    <message>
        <source>A push was cut short: {n} of {all} sent, {m} more may have been.</source>
        <translation>Un envío quedó interrumpido: {n} de {all} enviados, y quizá {m} más.</translation>
    </message>
    <message>
        <source>A push was cut short: {n} of {all} sent.</source>
        <translation>Un envío quedó interrumpido: {n} de {all} enviados.</translation>
    </message>
    <message>
        <source>No request of it was noted. What stands there is looked at before anything is sent.</source>
        <translation>No consta ninguna petición suya. Antes de enviar nada se mira lo que hay allí.</translation>
    </message>
    <message>
        <source>Review and Activity tell of the others.</source>
        <translation>La revisión y la actividad informan de los demás.</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>SKUs</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>Some of it may have been sent: that is looked at before anything is sent again.</source>
        <translation>Puede que se enviara una parte: se mira antes de enviar nada de nuevo.</translation>
    </message>
    <message>
        <source>The push that was cut short went on by itself: none of its {all} waits any more.</source>
        <translation>El envío interrumpido siguió por sí solo: ninguno de sus {all} espera ya.</translation>
    </message>
    <message>
        <source>The push that was cut short went on by itself: {n} of the {all} that were left proved.</source>
        <translation>El envío interrumpido siguió por sí solo: {n} de los {all} que quedaban, probados.</translation>
    </message>
    <message>
        <source>The push that was cut short went on by itself: {n} of {all} proved.</source>
        <translation>El envío interrumpido siguió por sí solo: {n} de {all} probados.</translation>
    </message>
    <message>
        <source>What was on its way is read back before anything is sent again.</source>
        <translation>Lo que estaba en camino se vuelve a leer antes de enviar nada de nuevo.</translation>
    </message>
</context>
<context>
    <name>DescriptionControl</name>
    <message>
        <source>A link begins with https://, http://, mailto: or tel:.</source>
        <translation>Un enlace empieza con https://, http://, mailto: o tel:.</translation>
    </message>
    <message>
        <source>Bold (Ctrl+B)</source>
        <translation>Negrita (Ctrl+B)</translation>
    </message>
    <message>
        <source>Clear the format</source>
        <translation>Quitar el formato</translation>
    </message>
    <message>
        <source>Editing here drops {what}; “Show the HTML” keeps them.</source>
        <translation>Editar aquí elimina {what}; “Mostrar el HTML” lo conserva.</translation>
    </message>
    <message>
        <source>Italic (Ctrl+I)</source>
        <translation>Cursiva (Ctrl+I)</translation>
    </message>
    <message>
        <source>Link…</source>
        <translation>Enlace…</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Lista</translation>
    </message>
    <message>
        <source>Numbered list</source>
        <translation>Lista numerada</translation>
    </message>
    <message>
        <source>Show the HTML</source>
        <translation>Mostrar el HTML</translation>
    </message>
    <message>
        <source>Underlined (Ctrl+U)</source>
        <translation>Subrayado (Ctrl+U)</translation>
    </message>
    <message>
        <source>Where the link leads</source>
        <translation>A dónde lleva el enlace</translation>
    </message>
    <message>
        <source>colours and sizes</source>
        <translation>colores y tamaños</translation>
    </message>
    <message>
        <source>headings</source>
        <translation>títulos</translation>
    </message>
    <message>
        <source>https://…  Enter links, empty removes the link</source>
        <translation>https://…  Intro enlaza, vacío quita el enlace</translation>
    </message>
    <message>
        <source>images</source>
        <translation>imágenes</translation>
    </message>
    <message>
        <source>scripts</source>
        <translation>scripts</translation>
    </message>
    <message>
        <source>tables</source>
        <translation>tablas</translation>
    </message>
    <message>
        <source>{count} of {limit} characters</source>
        <translation>{count} de {limit} caracteres</translation>
    </message>
    <message>
        <source>{title} as HTML</source>
        <translation>{title} como HTML</translation>
    </message>
</context>
<context>
    <name>DetailsDialog</name>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>How the pictures fared</source>
        <translation>Qué pasó con las imágenes</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Imagen</translation>
    </message>
    <message>
        <source>What there is to know</source>
        <translation>Lo que hay que saber</translation>
    </message>
</context>
<context>
    <name>Diagnostics</name>
    <message>
        <source>Look at it</source>
        <translation>Revíselo</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Mirando…</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Atiéndalo</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Omitido</translation>
    </message>
    <message>
        <source>Works</source>
        <translation>Funciona</translation>
    </message>
</context>
<context>
    <name>DiagnosticsCard</name>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnóstico</translation>
    </message>
    <message>
        <source>Looks whether everything works on this computer, and says what mends the rest.</source>
        <translation>Mira si todo funciona en esta computadora y dice cómo se arregla lo demás.</translation>
    </message>
    <message>
        <source>Open diagnostics</source>
        <translation>Abrir el diagnóstico</translation>
    </message>
</context>
<context>
    <name>DiagnosticsPage</name>
    <message>
        <source>Archive (*.zip)</source>
        <translation>Archivo comprimido (*.zip)</translation>
    </message>
    <message>
        <source>Back to the settings</source>
        <translation>Volver a los ajustes</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Copiado.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnóstico</translation>
    </message>
    <message>
        <source>Everything works.</source>
        <translation>Todo funciona.</translation>
    </message>
    <message>
        <source>Everything works; something should be looked at.</source>
        <translation>Todo funciona; conviene revisar algo.</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Mirar de nuevo</translation>
    </message>
    <message>
        <source>Looking… {done} of {all}</source>
        <translation>Mirando… {done} de {all}</translation>
    </message>
    <message>
        <source>Results of the diagnostics</source>
        <translation>Resultados del diagnóstico</translation>
    </message>
    <message>
        <source>Save a file for support</source>
        <translation>Guardar un archivo para soporte</translation>
    </message>
    <message>
        <source>Save a file for support…</source>
        <translation>Guardar para soporte…</translation>
    </message>
    <message>
        <source>What works on this computer, and what mends the rest</source>
        <translation>Qué funciona en esta computadora y cómo se arregla lo demás</translation>
    </message>
    <message>
        <source>Without passwords, keys, names and anything of the pricebook</source>
        <translation>Sin contraseñas, claves, nombres ni nada de la lista de precios</translation>
    </message>
    <message>
        <source>thing needs you</source>
        <translation>cosa por atender</translation>
    </message>
    <message>
        <source>things need you</source>
        <translation>cosas por atender</translation>
    </message>
    <message>
        <source>{file} holds: {inside}.</source>
        <translation>{file} contiene: {inside}.</translation>
    </message>
    <message>
        <source>{things}. Each says what mends it.</source>
        <translation>{things}. Cada una dice cómo se arregla.</translation>
    </message>
</context>
<context>
    <name>Difference</name>
    <message>
        <source>Not as in ServiceTitan: {what}</source>
        <translation>No como en ServiceTitan: {what}</translation>
    </message>
    <message>
        <source>another order</source>
        <translation>otro orden</translation>
    </message>
    <message>
        <source>{count} added</source>
        <translation>{count} agregados</translation>
    </message>
    <message>
        <source>{count} changed</source>
        <translation>{count} cambiados</translation>
    </message>
    <message>
        <source>{count} removed</source>
        <translation>{count} quitados</translation>
    </message>
    <message>
        <source>{n} added</source>
        <translation>{n} agregados</translation>
    </message>
    <message>
        <source>{n} changed</source>
        <translation>{n} cambiados</translation>
    </message>
    <message>
        <source>{n} removed</source>
        <translation>{n} quitados</translation>
    </message>
</context>
<context>
    <name>DimensionsControl</name>
    <message>
        <source>Depth</source>
        <translation>Profundidad</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Altura</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Anchura</translation>
    </message>
</context>
<context>
    <name>Discarding</name>
    <message>
        <source>Also withdrawn: {proposals} of yours, which undo does not bring back.</source>
        <translation>También se retiran {proposals} suyas, que deshacer no recupera.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>Discard {changes} of {names}?</source>
        <translation>¿Descartar {changes} de {names}?</translation>
    </message>
    <message>
        <source>Discard {changes}, and with them {n} new?</source>
        <translation>¿Descartar {changes}, y con ellos {n} nuevos?</translation>
    </message>
    <message>
        <source>ServiceTitan never had what is new; with it go all its fields.</source>
        <translation>ServiceTitan nunca tuvo lo nuevo; con ello se van todos sus campos.</translation>
    </message>
    <message>
        <source>Their fields go back to ServiceTitan's values.</source>
        <translation>Sus campos vuelven a los valores de ServiceTitan.</translation>
    </message>
    <message>
        <source>This cannot be undone. You can propose the same again.</source>
        <translation>Esto no se puede deshacer. Puede volver a proponer lo mismo.</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>Throw away {names}?</source>
        <translation>¿Descartar {names}?</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Retirar</translation>
    </message>
    <message>
        <source>Withdraw {proposals}?</source>
        <translation>¿Retirar {proposals}?</translation>
    </message>
    <message>
        <source>You can undo this in one step.</source>
        <translation>Puede deshacerlo en un solo paso.</translation>
    </message>
    <message>
        <source>change</source>
        <translation>cambio</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>cambios</translation>
    </message>
    <message>
        <source>proposal</source>
        <translation>propuesta</translation>
    </message>
    <message>
        <source>proposals</source>
        <translation>propuestas</translation>
    </message>
    <message>
        <source>{changes} of {names} discarded.</source>
        <translation>{changes} de {names} descartados.</translation>
    </message>
    <message>
        <source>{proposals} withdrawn.</source>
        <translation>Retirado: {proposals}.</translation>
    </message>
</context>
<context>
    <name>Domain</name>
    <message>
        <source>A category has at most {0} levels; this one has {1}.</source>
        <translation>Una categoría tiene como máximo {0} niveles; esta tiene {1}.</translation>
    </message>
    <message>
        <source>A category stays in its tree.</source>
        <translation>Una categoría se queda en su árbol.</translation>
    </message>
    <message>
        <source>A change-set needs a message.</source>
        <translation>Un conjunto de cambios necesita un mensaje.</translation>
    </message>
    <message>
        <source>A connection pooler in front of it logs everybody in as “{0}”, so that it cannot tell who is who. Let the pooler use each person's own login, or use the direct address.</source>
        <translation>Un agrupador de conexiones delante de ella inicia la sesión de todos como “{0}”, así que no puede saber quién es quién. Haga que use el usuario de cada persona, o use la dirección directa.</translation>
    </message>
    <message>
        <source>A kit cannot be a substitute.</source>
        <translation>Un kit no puede ser sustituto.</translation>
    </message>
    <message>
        <source>A kit cannot be in itself</source>
        <translation>Un kit no puede estar dentro de sí mismo</translation>
    </message>
    <message>
        <source>A kit cannot be linked: use it in the service instead.</source>
        <translation>Un kit no se puede enlazar: úselo en el servicio.</translation>
    </message>
    <message>
        <source>A line of a kit is another one by now. Please look at it again.</source>
        <translation>Una línea de un kit ya es otra. Por favor, mírela de nuevo.</translation>
    </message>
    <message>
        <source>A line that the sample expects something of is not in the kit any more.</source>
        <translation>Una línea de la que la muestra espera algo ya no está en el kit.</translation>
    </message>
    <message>
        <source>A login is needed.</source>
        <translation>Hace falta un usuario.</translation>
    </message>
    <message>
        <source>A login needs a password.</source>
        <translation>Un usuario necesita una contraseña.</translation>
    </message>
    <message>
        <source>A margin is below 100 %.</source>
        <translation>Un margen está por debajo de 100 %.</translation>
    </message>
    <message>
        <source>A markup is above -100 %.</source>
        <translation>Un recargo está por encima de -100 %.</translation>
    </message>
    <message>
        <source>A new login needs a password.</source>
        <translation>Un usuario nuevo necesita una contraseña.</translation>
    </message>
    <message>
        <source>A new {0} needs its {1}.</source>
        <translation>Para crear {0} hace falta: {1}.</translation>
    </message>
    <message>
        <source>A page of {0} records came where {1} were asked for.</source>
        <translation>Llegó una página de {0} registros donde se pidieron {1}.</translation>
    </message>
    <message>
        <source>A page of {0} records came.</source>
        <translation>Llegó una página de {0} registros.</translation>
    </message>
    <message>
        <source>A price can be lowered by less than 100 %.</source>
        <translation>Un precio puede bajar menos de 100 %.</translation>
    </message>
    <message>
        <source>A profile needs a name.</source>
        <translation>Un perfil necesita un nombre.</translation>
    </message>
    <message>
        <source>A push was refused on {0}: your app may not change {1} ({2}).</source>
        <translation>Un envío fue rechazado en {0}: su aplicación no puede cambiar {1} ({2}).</translation>
    </message>
    <message>
        <source>A quantity cannot be below zero.</source>
        <translation>Una cantidad no puede ser menor que cero.</translation>
    </message>
    <message>
        <source>A quantity has at most {0} decimals.</source>
        <translation>Una cantidad tiene a lo sumo {0} decimales.</translation>
    </message>
    <message>
        <source>A quantity is {0} at most.</source>
        <translation>Una cantidad es a lo sumo {0}.</translation>
    </message>
    <message>
        <source>A row of {0} came without a number.</source>
        <translation>Una fila de {0} llegó sin número.</translation>
    </message>
    <message>
        <source>A row of {0} cannot be read.</source>
        <translation>No se puede leer una fila de {0}.</translation>
    </message>
    <message>
        <source>A sample expects a quantity of a line, or hours.</source>
        <translation>Una muestra espera una cantidad de una línea, u horas.</translation>
    </message>
    <message>
        <source>A service cannot be linked in a service.</source>
        <translation>Un servicio no se puede enlazar en un servicio.</translation>
    </message>
    <message>
        <source>A service or equipment has other links by now. Please look at it again.</source>
        <translation>Un servicio o equipo ya tiene otros enlaces. Por favor, mírelo de nuevo.</translation>
    </message>
    <message>
        <source>A service was changed meanwhile</source>
        <translation>Un servicio cambió mientras tanto</translation>
    </message>
    <message>
        <source>A sheet holds {0} lines; these are {1}.</source>
        <translation>Una hoja admite {0} líneas; estas son {1}.</translation>
    </message>
    <message>
        <source>A tag</source>
        <translation>Una etiqueta</translation>
    </message>
    <message>
        <source>A variable {0}… cannot be read: {1}.</source>
        <translation>Una variable {0}… no se puede leer: {1}.</translation>
    </message>
    <message>
        <source>About your local workspace</source>
        <translation>Sobre su espacio de trabajo local</translation>
    </message>
    <message>
        <source>Accept {0} proposals</source>
        <translation>Aceptar {0} propuestas</translation>
    </message>
    <message>
        <source>Add parameter {0} to {1}</source>
        <translation>Agregar el parámetro {0} a {1}</translation>
    </message>
    <message>
        <source>Add picture</source>
        <translation>Agregar imagen</translation>
    </message>
    <message>
        <source>Add sample {0} to {1}</source>
        <translation>Agregar la muestra {0} a {1}</translation>
    </message>
    <message>
        <source>Add {0} lines to {1}</source>
        <translation>Agregar {0} líneas a {1}</translation>
    </message>
    <message>
        <source>Add {0} pictures</source>
        <translation>Agregar {0} imágenes</translation>
    </message>
    <message>
        <source>Add {0} to {1}</source>
        <translation>Agregar {0} a {1}</translation>
    </message>
    <message>
        <source>Adding pictures</source>
        <translation>Agregar imágenes</translation>
    </message>
    <message>
        <source>All by environment variables.</source>
        <translation>Todo por variables de entorno.</translation>
    </message>
    <message>
        <source>All {0} edits that were not yet shared were recovered.</source>
        <translation>Se recuperaron los {0} cambios que aún no se habían compartido.</translation>
    </message>
    <message>
        <source>An empty page came that promises more.</source>
        <translation>Llegó una página vacía que promete más.</translation>
    </message>
    <message>
        <source>An entry can have at most {0} pictures and files.</source>
        <translation>Una entrada puede tener a lo sumo {0} imágenes y archivos.</translation>
    </message>
    <message>
        <source>An unexpected problem</source>
        <translation>Un problema inesperado</translation>
    </message>
    <message>
        <source>Another program has been starting or stopping the built-in database for too long.</source>
        <translation>Otro programa lleva demasiado tiempo iniciando o deteniendo la base de datos integrada.</translation>
    </message>
    <message>
        <source>Another program, a backup or a virus scanner perhaps, holds the workspace's file. What you typed is still here: try again in a moment.</source>
        <translation>Otro programa, quizá una copia de seguridad o un antivirus, tiene ocupado el archivo del espacio de trabajo. Lo que escribió sigue aquí: inténtelo de nuevo en un momento.</translation>
    </message>
    <message>
        <source>Another record came than was asked for.</source>
        <translation>Llegó otro registro que el que se pidió.</translation>
    </message>
    <message>
        <source>Another session of this computer is syncing</source>
        <translation>Otra sesión de esta computadora está sincronizando</translation>
    </message>
    <message>
        <source>Another window is at it already.</source>
        <translation>Otra ventana ya está en ello.</translation>
    </message>
    <message>
        <source>Answered by itself</source>
        <translation>Contestado por sí solo</translation>
    </message>
    <message>
        <source>Anybody would try your name first.</source>
        <translation>Cualquiera probaría primero con su nombre.</translation>
    </message>
    <message>
        <source>App key</source>
        <translation>Clave de la aplicación</translation>
    </message>
    <message>
        <source>Ask IT for the certificate of the program that looks into secured connections, and name its PEM file as network.certificate.</source>
        <translation>Pida a Sistemas el certificado del programa que inspecciona las conexiones seguras, y ponga su archivo PEM en network.certificate.</translation>
    </message>
    <message>
        <source>Ask ServiceTitan to switch that module on, if your company uses it.</source>
        <translation>Pida a ServiceTitan que active ese módulo, si su empresa lo usa.</translation>
    </message>
    <message>
        <source>At least 12 characters; a few words are easy to remember.</source>
        <translation>Al menos 12 caracteres; unas cuantas palabras se recuerdan bien.</translation>
    </message>
    <message>
        <source>Below the cost of {0}.</source>
        <translation>Por debajo del costo de {0}.</translation>
    </message>
    <message>
        <source>Between 0 and 100 % can be taken off.</source>
        <translation>Se puede descontar entre 0 y 100 %.</translation>
    </message>
    <message>
        <source>Bring back {0} in {1}</source>
        <translation>Recuperar {0} en {1}</translation>
    </message>
    <message>
        <source>By the settings each change goes by itself (servicetitan.send_together).</source>
        <translation>Según los ajustes, cada cambio va por separado (servicetitan.send_together).</translation>
    </message>
    <message>
        <source>CEILING goes up in steps above 0, and “{0}” is not.</source>
        <translation>CEILING sube en pasos mayores que 0, y “{0}” no lo es.</translation>
    </message>
    <message>
        <source>CEILING({0}, {1})</source>
        <translation>CEILING({0}, {1})</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelado</translation>
    </message>
    <message>
        <source>Change {0}</source>
        <translation>Cambiar {0}</translation>
    </message>
    <message>
        <source>Changing categories</source>
        <translation>Cambiando categorías</translation>
    </message>
    <message>
        <source>Changing discounts and fees</source>
        <translation>Cambiar descuentos y cargos</translation>
    </message>
    <message>
        <source>Changing equipment</source>
        <translation>Cambiar equipos</translation>
    </message>
    <message>
        <source>Changing materials</source>
        <translation>Cambiar materiales</translation>
    </message>
    <message>
        <source>Changing services</source>
        <translation>Cambiar servicios</translation>
    </message>
    <message>
        <source>Changing several at once</source>
        <translation>Cambiar varios a la vez</translation>
    </message>
    <message>
        <source>Character {n}: {problem}</source>
        <translation>Carácter {n}: {problem}</translation>
    </message>
    <message>
        <source>Check the app key; it is in ServiceTitan's developer portal, at your app.</source>
        <translation>Revise la clave de la aplicación; está en el portal de desarrolladores de ServiceTitan, en su aplicación.</translation>
    </message>
    <message>
        <source>Check the network and whether the server of the shared database runs, and let IT look at the firewall.</source>
        <translation>Revise la red y si el servidor de la base de datos compartida funciona, y pida a Sistemas que mire el cortafuegos.</translation>
    </message>
    <message>
        <source>Check this computer's network, and let IT allow ServiceTitan's API and sign-in hosts through the firewall.</source>
        <translation>Revise la red de esta computadora, y pida a Sistemas que permita en el cortafuegos los servidores de API y de acceso de ServiceTitan.</translation>
    </message>
    <message>
        <source>Check whether this disk works, and whether a virus scanner or a backup holds its files.</source>
        <translation>Revise si este disco funciona y si un antivirus o una copia de seguridad ocupa sus archivos.</translation>
    </message>
    <message>
        <source>Choose default picture</source>
        <translation>Elegir imagen principal</translation>
    </message>
    <message>
        <source>Choose {0} of {1}</source>
        <translation>Elegir {0} de {1}</translation>
    </message>
    <message>
        <source>Clock and ServiceTitan</source>
        <translation>Reloj y ServiceTitan</translation>
    </message>
    <message>
        <source>Clock and the shared database</source>
        <translation>Reloj y base de datos compartida</translation>
    </message>
    <message>
        <source>Close LAZI Desktop and open it again: it sets the file aside and recovers.</source>
        <translation>Cierre LAZI Desktop y ábralo de nuevo: aparta el archivo y se recupera.</translation>
    </message>
    <message>
        <source>Close LAZI Desktop and open it again: it will set the file aside and recover. Your edits are kept.</source>
        <translation>Cierre LAZI Desktop y ábralo de nuevo: apartará el archivo y lo recuperará. Sus cambios se conservan.</translation>
    </message>
    <message>
        <source>Code cannot be empty.</source>
        <translation>El código no puede quedar vacío.</translation>
    </message>
    <message>
        <source>Column {0}</source>
        <translation>Columna {0}</translation>
    </message>
    <message>
        <source>Copy the app key from ServiceTitan's developer portal once more.</source>
        <translation>Copie de nuevo la clave de la aplicación del portal de desarrolladores de ServiceTitan.</translation>
    </message>
    <message>
        <source>Copy the client id and the client secret from ServiceTitan once more.</source>
        <translation>Copie de nuevo de ServiceTitan el id de cliente y su secreto.</translation>
    </message>
    <message>
        <source>Copy {0} to {1}</source>
        <translation>Copiar {0} a {1}</translation>
    </message>
    <message>
        <source>Correct hub.url in the configuration, or use “Change connection…”.</source>
        <translation>Corrija hub.url en la configuración, o use “Cambiar la conexión…”.</translation>
    </message>
    <message>
        <source>Correct network.proxy and network.certificate, or unlock the keyring.</source>
        <translation>Corrija network.proxy y network.certificate, o desbloquee el llavero.</translation>
    </message>
    <message>
        <source>Correct or take out what is named there.</source>
        <translation>Corrija o quite lo que allí se nombra.</translation>
    </message>
    <message>
        <source>Correct {0} (“{1}” for no proxy), or ask IT which proxy leads to the web.</source>
        <translation>Corrija {0} (“{1}” para ningún proxy), o pregunte a Sistemas qué proxy lleva a la web.</translation>
    </message>
    <message>
        <source>Crash reports</source>
        <translation>Informes de fallos</translation>
    </message>
    <message>
        <source>Default of {0} in {1}</source>
        <translation>Valor propio de {0} en {1}</translation>
    </message>
    <message>
        <source>Did you mean {0}?</source>
        <translation>¿Quiso decir {0}?</translation>
    </message>
    <message>
        <source>Discard 1 change</source>
        <translation>Descartar 1 cambio</translation>
    </message>
    <message>
        <source>Discard {0}</source>
        <translation>Descartar {0}</translation>
    </message>
    <message>
        <source>Discard {0} changes</source>
        <translation>Descartar {0} cambios</translation>
    </message>
    <message>
        <source>Discounts and fees cannot be linked in a service.</source>
        <translation>Los descuentos y cargos no se pueden enlazar en un servicio.</translation>
    </message>
    <message>
        <source>Discounts and fees have no price.</source>
        <translation>Los descuentos y cargos no tienen precio.</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Disco</translation>
    </message>
    <message>
        <source>Duplicate {0}</source>
        <translation>Duplicar {0}</translation>
    </message>
    <message>
        <source>Enter ServiceTitan's keys with “Change connection…”, or give them by the environment.</source>
        <translation>Escriba las claves de ServiceTitan en “Cambiar la conexión…”, o delas por el entorno.</translation>
    </message>
    <message>
        <source>Enter the right login and password with “Change connection…”, or let your administrator renew them.</source>
        <translation>Escriba el usuario y la contraseña correctos en “Cambiar la conexión…”, o pida a su administrador que los renueve.</translation>
    </message>
    <message>
        <source>Every edit had been shared; none was lost.</source>
        <translation>Todos los cambios se habían compartido; no se perdió ninguno.</translation>
    </message>
    <message>
        <source>Follow changed kits in {0}</source>
        <translation>Seguir los kits cambiados en {0}</translation>
    </message>
    <message>
        <source>Forget a kit in {0} services</source>
        <translation>Olvidar un kit en {0} servicios</translation>
    </message>
    <message>
        <source>Free some space on this disk.</source>
        <translation>Libere espacio en este disco.</translation>
    </message>
    <message>
        <source>Give --config or --profile, not both.</source>
        <translation>Dé --config o --profile, no ambos.</translation>
    </message>
    <message>
        <source>Give it too: ServiceTitan takes budget cost code and type only together.</source>
        <translation>Indíquelo también: ServiceTitan toma el código y el tipo de costo del presupuesto solo juntos.</translation>
    </message>
    <message>
        <source>Give secrets by environment variables, or name a file of mode 0600 as `secrets_file`.</source>
        <translation>Dé los secretos por variables de entorno, o nombre un archivo con permisos 0600 en `secrets_file`.</translation>
    </message>
    <message>
        <source>Give your account the right to write to this folder.</source>
        <translation>Dé a su cuenta permiso para escribir en esta carpeta.</translation>
    </message>
    <message>
        <source>Group {0} in {1}</source>
        <translation>Agrupar {0} en {1}</translation>
    </message>
    <message>
        <source>Held back</source>
        <translation>Retenido</translation>
    </message>
    <message>
        <source>Host of the pictures</source>
        <translation>Servidor de las imágenes</translation>
    </message>
    <message>
        <source>If it was killed, its turn ends by itself in {0} s at the latest.</source>
        <translation>Si se cerró a la fuerza, su turno termina solo en {0} s como máximo.</translation>
    </message>
    <message>
        <source>Install LAZI Desktop again.</source>
        <translation>Instale LAZI Desktop de nuevo.</translation>
    </message>
    <message>
        <source>Install that newer version again.</source>
        <translation>Instale de nuevo esa versión más reciente.</translation>
    </message>
    <message>
        <source>It answered with entries that do not carry our marker.</source>
        <translation>Contestó con entradas que no llevan nuestra marca.</translation>
    </message>
    <message>
        <source>It answered without saying what it changed.</source>
        <translation>Contestó sin decir qué cambió.</translation>
    </message>
    <message>
        <source>It answered without saying what it made.</source>
        <translation>Contestó sin decir qué creó.</translation>
    </message>
    <message>
        <source>It answered without saying where it put the picture.</source>
        <translation>Respondió sin decir dónde puso la imagen.</translation>
    </message>
    <message>
        <source>It answered {0}.</source>
        <translation>Contestó {0}.</translation>
    </message>
    <message>
        <source>It belongs to another ServiceTitan tenant.</source>
        <translation>Pertenece a otra cuenta de ServiceTitan.</translation>
    </message>
    <message>
        <source>It belongs to another ServiceTitan tenant. Nothing was changed.</source>
        <translation>Pertenece a otra cuenta de ServiceTitan. Nada cambió.</translation>
    </message>
    <message>
        <source>It could not be written: {0}.</source>
        <translation>No se pudo escribir: {0}.</translation>
    </message>
    <message>
        <source>It did not answer within {0} s.</source>
        <translation>No respondió en {0} s.</translation>
    </message>
    <message>
        <source>It did not say where the picture is.</source>
        <translation>No dijo dónde está la imagen.</translation>
    </message>
    <message>
        <source>It does not accept this client id and client secret. Check both, and that they were made for this tenant and for this environment (production and integration have their own).</source>
        <translation>No acepta este id de cliente y este secreto. Revise ambos, y que se hayan creado para esta cuenta y este entorno (producción e integración tienen los suyos).</translation>
    </message>
    <message>
        <source>It goes back to an earlier state again and again.</source>
        <translation>Vuelve una y otra vez a un estado anterior.</translation>
    </message>
    <message>
        <source>It hangs in {0}, which nobody sees.</source>
        <translation>Está en {0}, que nadie ve.</translation>
    </message>
    <message>
        <source>It has no cost.</source>
        <translation>No tiene costo.</translation>
    </message>
    <message>
        <source>It has no price.</source>
        <translation>No tiene precio.</translation>
    </message>
    <message>
        <source>It has no primary vendor.</source>
        <translation>No tiene proveedor principal.</translation>
    </message>
    <message>
        <source>It has {0} pages: the first was taken.</source>
        <translation>Tiene {0} páginas: se tomó la primera.</translation>
    </message>
    <message>
        <source>It has {0} × {1} pixels, more than can be shown.</source>
        <translation>Tiene {0} × {1} píxeles, más de los que se pueden mostrar.</translation>
    </message>
    <message>
        <source>It is a PDF document, not a picture.</source>
        <translation>Es un documento PDF, no una imagen.</translation>
    </message>
    <message>
        <source>It is a film, not a picture.</source>
        <translation>Es un vídeo, no una imagen.</translation>
    </message>
    <message>
        <source>It is a folder, not a picture.</source>
        <translation>Es una carpeta, no una imagen.</translation>
    </message>
    <message>
        <source>It is a package of this computer's system: IT installs it, with apt.</source>
        <translation>Es un paquete del sistema de esta computadora: lo instala Sistemas, con apt.</translation>
    </message>
    <message>
        <source>It is a substitute.</source>
        <translation>Es un sustituto.</translation>
    </message>
    <message>
        <source>It is a text, not a picture, whatever its name says.</source>
        <translation>Es un texto, no una imagen, diga lo que diga su nombre.</translation>
    </message>
    <message>
        <source>It is a web page, not a picture.</source>
        <translation>Es una página web, no una imagen.</translation>
    </message>
    <message>
        <source>It is a {0} picture, which cannot be shown here. Save it as JPEG or PNG.</source>
        <translation>Es una imagen {0}, que aquí no se puede mostrar. Guárdela como JPEG o PNG.</translation>
    </message>
    <message>
        <source>It is being done on {0}.</source>
        <translation>Se está haciendo en {0}.</translation>
    </message>
    <message>
        <source>It is called so already.</source>
        <translation>Ya se llama así.</translation>
    </message>
    <message>
        <source>It is far too long to look for.</source>
        <translation>Es demasiado largo para buscarlo.</translation>
    </message>
    <message>
        <source>It is inactive.</source>
        <translation>Está inactivo.</translation>
    </message>
    <message>
        <source>It is no file that can be read.</source>
        <translation>No es un archivo que se pueda leer.</translation>
    </message>
    <message>
        <source>It is no picture of a kind known here, or its beginning is damaged.</source>
        <translation>No es una imagen de un tipo conocido aquí, o su comienzo está dañado.</translation>
    </message>
    <message>
        <source>It is not there any more</source>
        <translation>Ya no está</translation>
    </message>
    <message>
        <source>It is not there any more.</source>
        <translation>Ya no está ahí.</translation>
    </message>
    <message>
        <source>It is on the computer where it was added, and not with the team yet.</source>
        <translation>Está en la computadora donde se agregó y aún no la tiene el equipo.</translation>
    </message>
    <message>
        <source>It is so already.</source>
        <translation>Ya está así.</translation>
    </message>
    <message>
        <source>It is sold and has no price.</source>
        <translation>Se vende y no tiene precio.</translation>
    </message>
    <message>
        <source>It is started again.</source>
        <translation>Se inicia de nuevo.</translation>
    </message>
    <message>
        <source>It is too long.</source>
        <translation>Es demasiado larga.</translation>
    </message>
    <message>
        <source>It moves: its first frame was taken.</source>
        <translation>Está animada: se tomó su primer cuadro.</translation>
    </message>
    <message>
        <source>It opens, revision {0}, {1}; {2}.</source>
        <translation>Se abre, revisión {0}, {1}; {2}.</translation>
    </message>
    <message>
        <source>It refuses even a token that it has just given. Check that the client id, the app key and the tenant belong together.</source>
        <translation>Rechaza incluso una credencial que acaba de dar. Revise que el id de cliente, la clave de la aplicación y la cuenta vayan juntos.</translation>
    </message>
    <message>
        <source>It takes the client id and the client secret.</source>
        <translation>Acepta el id de cliente y su secreto.</translation>
    </message>
    <message>
        <source>It wants to be left alone for another {0} s.</source>
        <translation>Quiere que se le deje en paz otros {0} s.</translation>
    </message>
    <message>
        <source>It wants to be left alone for {0} s.</source>
        <translation>Quiere que se le deje en paz {0} s.</translation>
    </message>
    <message>
        <source>It was changed meanwhile</source>
        <translation>Se cambió mientras tanto</translation>
    </message>
    <message>
        <source>It was converted from {0} to {1}.</source>
        <translation>Se convirtió de {0} a {1}.</translation>
    </message>
    <message>
        <source>It was discarded already.</source>
        <translation>Ya se descartó.</translation>
    </message>
    <message>
        <source>It was last used by a newer LAZI Desktop (revision {0}).</source>
        <translation>Lo usó por última vez un LAZI Desktop más reciente (revisión {0}).</translation>
    </message>
    <message>
        <source>It was last used by a newer LAZI Desktop. Install that version again; nothing was changed.</source>
        <translation>Lo usó por última vez un LAZI Desktop más nuevo. Instale de nuevo esa versión; nada cambió.</translation>
    </message>
    <message>
        <source>It was not looked at.</source>
        <translation>No se miró.</translation>
    </message>
    <message>
        <source>It was packed tighter, to be no larger than {0} MB.</source>
        <translation>Se comprimió más, para que no pase de {0} MB.</translation>
    </message>
    <message>
        <source>It was removed already.</source>
        <translation>Ya se había quitado.</translation>
    </message>
    <message>
        <source>It was replaced or taken away meanwhile.</source>
        <translation>Mientras tanto se reemplazó o se quitó.</translation>
    </message>
    <message>
        <source>It was scaled down from {0} to {1} pixels.</source>
        <translation>Se redujo de {0} a {1} píxeles.</translation>
    </message>
    <message>
        <source>It was scaled down to {0} pixels.</source>
        <translation>Se redujo a {0} píxeles.</translation>
    </message>
    <message>
        <source>It was started again while it was read.</source>
        <translation>Se reinició mientras se leía.</translation>
    </message>
    <message>
        <source>It was turned upright.</source>
        <translation>Se puso derecha.</translation>
    </message>
    <message>
        <source>It would take more memory than a picture may.</source>
        <translation>Necesitaría más memoria de la que puede ocupar una imagen.</translation>
    </message>
    <message>
        <source>Its address is none of the web.</source>
        <translation>Su dirección no es una dirección web.</translation>
    </message>
    <message>
        <source>Its address is none.</source>
        <translation>Su dirección no es válida.</translation>
    </message>
    <message>
        <source>Its certificate is not good: {0}.</source>
        <translation>Su certificado no es bueno: {0}.</translation>
    </message>
    <message>
        <source>Its colours were those of a printing press (CMYK); they became those of a screen.</source>
        <translation>Sus colores eran de imprenta (CMYK); se pasaron a los de pantalla.</translation>
    </message>
    <message>
        <source>Its folder or its file may not be written. Check their permissions, and whether another program holds them.</source>
        <translation>No se puede escribir en su carpeta o su archivo. Revise los permisos y si otro programa los tiene ocupados.</translation>
    </message>
    <message>
        <source>Its new price would be too large.</source>
        <translation>Su nuevo precio sería demasiado grande.</translation>
    </message>
    <message>
        <source>Its new price would be {0}.</source>
        <translation>Su nuevo precio sería {0}.</translation>
    </message>
    <message>
        <source>Its new {0} would be too large.</source>
        <translation>Su nuevo valor de {0} sería demasiado grande.</translation>
    </message>
    <message>
        <source>Its price is locked.</source>
        <translation>Su precio está bloqueado.</translation>
    </message>
    <message>
        <source>Keep {0} as it was before the kit changed</source>
        <translation>Conservar {0} como era antes de que el kit cambiara</translation>
    </message>
    <message>
        <source>Keyring</source>
        <translation>Llavero</translation>
    </message>
    <message>
        <source>LAZI Desktop</source>
        <translation>LAZI Desktop</translation>
    </message>
    <message>
        <source>LAZI Desktop {0}, {1}, Python {2}, Qt {3}, {4} {5}.</source>
        <translation>LAZI Desktop {0} ({1}), Python {2}, Qt {3}, {4} {5}.</translation>
    </message>
    <message>
        <source>Let IT allow the hosts of ServiceTitan's pictures through the firewall.</source>
        <translation>Pida a Sistemas que permita en el cortafuegos los servidores de imágenes de ServiceTitan.</translation>
    </message>
    <message>
        <source>Let IT allow {0} at the proxy.</source>
        <translation>Pida a Sistemas que permita {0} en el proxy.</translation>
    </message>
    <message>
        <source>Let IT correct that file, which your organisation keeps for this computer.</source>
        <translation>Pida a Sistemas que corrija ese archivo, que su organización tiene para esta computadora.</translation>
    </message>
    <message>
        <source>Let IT correct the policy of your organisation, which says where the shared database is.</source>
        <translation>Pida a Sistemas que corrija la política de su organización, que dice dónde está la base de datos compartida.</translation>
    </message>
    <message>
        <source>Let IT install the certificate of the program that looks into secured connections on this computer, name it as network.certificate, or exempt ServiceTitan's hosts.</source>
        <translation>Pida a Sistemas que instale en esta computadora el certificado del programa que inspecciona las conexiones seguras, que lo ponga en network.certificate, o que exceptúe los servidores de ServiceTitan.</translation>
    </message>
    <message>
        <source>Let IT install the root certificate of the database's server on this computer, or renew the server's.</source>
        <translation>Pida a Sistemas que instale en esta computadora el certificado raíz del servidor de la base de datos, o que renueve el del servidor.</translation>
    </message>
    <message>
        <source>Let the system set this computer's clock by the network.</source>
        <translation>Deje que el sistema ponga en hora el reloj por la red.</translation>
    </message>
    <message>
        <source>Let the tenant's administrator connect your app to the tenant in ServiceTitan.</source>
        <translation>Pida al administrador de la cuenta que conecte su aplicación a la cuenta en ServiceTitan.</translation>
    </message>
    <message>
        <source>Let your ServiceTitan administrator allow the app this scope in the developer portal.</source>
        <translation>Pida a su administrador de ServiceTitan que dé este permiso a la aplicación en el portal de desarrolladores.</translation>
    </message>
    <message>
        <source>Let your administrator add you: lazi-desktop db add-member</source>
        <translation>Pida a su administrador que lo agregue: lazi-desktop db add-member</translation>
    </message>
    <message>
        <source>Let your administrator bring the shared database up to date: lazi-desktop db upgrade</source>
        <translation>Pida a su administrador que actualice la base de datos compartida: lazi-desktop db upgrade</translation>
    </message>
    <message>
        <source>Let your administrator give you the direct address of the database.</source>
        <translation>Pida a su administrador la dirección directa de la base de datos.</translation>
    </message>
    <message>
        <source>Local workspace</source>
        <translation>Espacio de trabajo local</translation>
    </message>
    <message>
        <source>Log folder</source>
        <translation>Carpeta de registros</translation>
    </message>
    <message>
        <source>Looking at it failed ({0}).</source>
        <translation>No se pudo mirar ({0}).</translation>
    </message>
    <message>
        <source>Looking for a new version did not work</source>
        <translation>La búsqueda de una versión nueva no funcionó</translation>
    </message>
    <message>
        <source>Looking for new versions is switched off (updates.channel).</source>
        <translation>La búsqueda de versiones nuevas está apagada (updates.channel).</translation>
    </message>
    <message>
        <source>Make that file readable, by the account that runs LAZI Desktop alone.</source>
        <translation>Haga que solo la cuenta que ejecuta LAZI Desktop pueda leer ese archivo.</translation>
    </message>
    <message>
        <source>Margin {0} % is below the floor of {1} %.</source>
        <translation>El margen de {0} % está por debajo del mínimo de {1} %.</translation>
    </message>
    <message>
        <source>Mark{0} as “{1}”</source>
        <translation>Marcar{0} como “{1}”</translation>
    </message>
    <message>
        <source>Move parameter {0} in {1}</source>
        <translation>Mover el parámetro {0} en {1}</translation>
    </message>
    <message>
        <source>Move pictures</source>
        <translation>Mover imágenes</translation>
    </message>
    <message>
        <source>Move {0}</source>
        <translation>Mover {0}</translation>
    </message>
    <message>
        <source>Move {0} in {1}</source>
        <translation>Mover {0} en {1}</translation>
    </message>
    <message>
        <source>Name cannot be empty.</source>
        <translation>El nombre no puede quedar vacío.</translation>
    </message>
    <message>
        <source>Name the proxy as network.proxy if one leads to the web here, or let IT allow ServiceTitan's hosts.</source>
        <translation>Ponga el proxy en network.proxy si aquí uno lleva a la web, o pida a Sistemas que permita los servidores de ServiceTitan.</translation>
    </message>
    <message>
        <source>New kit {0}</source>
        <translation>Kit nuevo {0}</translation>
    </message>
    <message>
        <source>New {0} {1}</source>
        <translation>Crear {0} {1}</translation>
    </message>
    <message>
        <source>News from the team</source>
        <translation>Novedades del equipo</translation>
    </message>
    <message>
        <source>No ServiceTitan tenant is connected yet.</source>
        <translation>Aún no hay una cuenta de ServiceTitan conectada.</translation>
    </message>
    <message>
        <source>No blanks at its ends, and nothing that cannot be seen.</source>
        <translation>Sin espacios en los extremos y sin nada que no se vea.</translation>
    </message>
    <message>
        <source>No entry has this code.</source>
        <translation>Ninguna entrada tiene este código.</translation>
    </message>
    <message>
        <source>No picture is known yet that could be asked for.</source>
        <translation>Aún no se conoce ninguna imagen que se pueda pedir.</translation>
    </message>
    <message>
        <source>No step of the markup ladder covers a cost of {0}.</source>
        <translation>Ningún paso de la escala de recargo cubre un costo de {0}.</translation>
    </message>
    <message>
        <source>No update server is set (updates.url), so none is asked for new versions.</source>
        <translation>No hay servidor de actualizaciones (updates.url), así que a ninguno se le pregunta por versiones nuevas.</translation>
    </message>
    <message>
        <source>None of these proposals is left to accept.</source>
        <translation>No queda ninguna de estas propuestas por aceptar.</translation>
    </message>
    <message>
        <source>Not all pictures are kept</source>
        <translation>No se guardaron todas las imágenes</translation>
    </message>
    <message>
        <source>Nothing has this code or name.</source>
        <translation>Nada tiene este código o nombre.</translation>
    </message>
    <message>
        <source>Nothing is known of new versions yet.</source>
        <translation>Aún no se sabe nada de versiones nuevas.</translation>
    </message>
    <message>
        <source>Nothing is ticked that could be replaced.</source>
        <translation>No hay nada marcado que se pueda reemplazar.</translation>
    </message>
    <message>
        <source>Nothing is to pause on battery or on a metered network.</source>
        <translation>No se ha pedido ninguna pausa con batería ni en una red de uso medido.</translation>
    </message>
    <message>
        <source>Nothing of the kit can be linked in these services.</source>
        <translation>Nada del kit se puede enlazar en estos servicios.</translation>
    </message>
    <message>
        <source>Nothing should run by itself on a metered network, but this computer does not say whether its network is metered: what is due runs.</source>
        <translation>Nada debe ejecutarse solo en una red de uso medido, pero este equipo no dice si su red lo es: lo que toca se ejecuta.</translation>
    </message>
    <message>
        <source>Nothing should run by itself on battery, but this computer does not say whether it is on battery: what is due runs.</source>
        <translation>Nada debe ejecutarse solo con batería, pero este equipo no dice si funciona con ella: lo que toca se ejecuta.</translation>
    </message>
    <message>
        <source>Nothing was changed</source>
        <translation>Nada cambió</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nada cambió.</translation>
    </message>
    <message>
        <source>Nothing was lost. The log has the details.</source>
        <translation>Nada se perdió. El registro tiene los detalles.</translation>
    </message>
    <message>
        <source>Nothing was sent. The log has the details.</source>
        <translation>No se envió nada. El registro tiene los detalles.</translation>
    </message>
    <message>
        <source>Of changes that were sent together, ServiceTitan took only some and said “OK”. Those it left out were sent again by themselves, and the rest went one by one.</source>
        <translation>De los cambios enviados juntos, ServiceTitan tomó solo algunos y respondió “OK”. Los que dejó fuera se enviaron de nuevo por separado, y el resto salió uno por uno.</translation>
    </message>
    <message>
        <source>On Linux, NetworkManager knows what a network costs. Where nothing knows it, switch that pause off in the settings.</source>
        <translation>En Linux, NetworkManager sabe lo que cuesta una red. Donde nada lo sepa, desactive esa pausa en los ajustes.</translation>
    </message>
    <message>
        <source>One of {0}.</source>
        <translation>Uno de {0}.</translation>
    </message>
    <message>
        <source>Only a–z, figures, points, “-” and “_”, and a letter first.</source>
        <translation>Solo a–z, cifras, puntos, “-” y “_”, y primero una letra.</translation>
    </message>
    <message>
        <source>Only for chemicals: tick “Chemical” first.</source>
        <translation>Solo para químicos: marque primero “Químico”.</translation>
    </message>
    <message>
        <source>Only {0} are free on the disk of {1}; the workspace needs {2}. Free some space and start again.</source>
        <translation>Solo hay {0} libres en el disco de {1}; el espacio de trabajo necesita {2}. Libere espacio y empiece de nuevo.</translation>
    </message>
    <message>
        <source>Open LAZI Desktop again, which starts the built-in database; its log says why it stopped.</source>
        <translation>Abra LAZI Desktop de nuevo, que inicia la base de datos integrada; su registro dice por qué se detuvo.</translation>
    </message>
    <message>
        <source>Open LAZI Desktop again; if it stays so, send us the bundle of this page.</source>
        <translation>Abra LAZI Desktop de nuevo; si sigue igual, envíenos el archivo de esta página.</translation>
    </message>
    <message>
        <source>Open LAZI Desktop and connect it.</source>
        <translation>Abra LAZI Desktop y conéctelo.</translation>
    </message>
    <message>
        <source>Open LAZI Desktop and leave it open until it is ready.</source>
        <translation>Abra LAZI Desktop y déjelo abierto hasta que termine.</translation>
    </message>
    <message>
        <source>Open LAZI Desktop, which gives back what is missing.</source>
        <translation>Abra LAZI Desktop, que devuelve lo que falta.</translation>
    </message>
    <message>
        <source>Open LAZI Desktop: it sets a damaged file aside and puts the workspace together anew.</source>
        <translation>Abra LAZI Desktop: aparta un archivo dañado y rehace el espacio de trabajo.</translation>
    </message>
    <message>
        <source>Open {0}</source>
        <translation>Abrir {0}</translation>
    </message>
    <message>
        <source>Other records came than were asked for.</source>
        <translation>Llegaron otros registros que los que se pidieron.</translation>
    </message>
    <message>
        <source>Others can read the secrets file {0}.</source>
        <translation>Otros pueden leer el archivo de secretos {0}.</translation>
    </message>
    <message>
        <source>Others can read the secrets file {0}. Run: chmod 600 {1}</source>
        <translation>Otros pueden leer el archivo de secretos {0}. Ejecute: chmod 600 {1}</translation>
    </message>
    <message>
        <source>Pack: it is more than {0}.</source>
        <translation>Paquete: es más de {0}.</translation>
    </message>
    <message>
        <source>Page {0} came where page {1} was asked for.</source>
        <translation>Llegó la página {0} donde se pidió la {1}.</translation>
    </message>
    <message>
        <source>Page {0} came where page {1} was due.</source>
        <translation>Llegó la página {0} donde tocaba la {1}.</translation>
    </message>
    <message>
        <source>Pauses</source>
        <translation>Pausas</translation>
    </message>
    <message>
        <source>Pictures are not kept</source>
        <translation>Las imágenes no se guardan</translation>
    </message>
    <message>
        <source>Please say why: who proposed it will read it.</source>
        <translation>Diga por qué: lo leerá quien lo propuso.</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programa</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Put the name into network.proxy (http://name@host:port) and give the password as LAZI_NETWORK__PROXY_PASSWORD or by the secrets file.</source>
        <translation>Ponga el nombre en network.proxy (http://name@host:port) y dé la contraseña como LAZI_NETWORK__PROXY_PASSWORD o en el archivo de secretos.</translation>
    </message>
    <message>
        <source>Put {0} in {1}</source>
        <translation>Poner {0} en {1}</translation>
    </message>
    <message>
        <source>Quantity of {0} in {1}</source>
        <translation>Cantidad de {0} en {1}</translation>
    </message>
    <message>
        <source>Read from {0}.</source>
        <translation>Se leen de {0}.</translation>
    </message>
    <message>
        <source>Reading categories</source>
        <translation>Leer categorías</translation>
    </message>
    <message>
        <source>Reading discounts and fees</source>
        <translation>Leer descuentos y cargos</translation>
    </message>
    <message>
        <source>Reading equipment</source>
        <translation>Leer equipos</translation>
    </message>
    <message>
        <source>Reading it ended the program that reads pictures.</source>
        <translation>Al leerla terminó el programa que lee las imágenes.</translation>
    </message>
    <message>
        <source>Reading it takes longer than {0} seconds.</source>
        <translation>Leerla tarda más de {0} segundos.</translation>
    </message>
    <message>
        <source>Reading materials</source>
        <translation>Leer materiales</translation>
    </message>
    <message>
        <source>Reading pictures</source>
        <translation>Leyendo imágenes</translation>
    </message>
    <message>
        <source>Reading services</source>
        <translation>Leer servicios</translation>
    </message>
    <message>
        <source>Remove picture</source>
        <translation>Quitar imagen</translation>
    </message>
    <message>
        <source>Remove {0} from {1}</source>
        <translation>Quitar {0} de {1}</translation>
    </message>
    <message>
        <source>Remove {0} pictures</source>
        <translation>Quitar {0} imágenes</translation>
    </message>
    <message>
        <source>Rename picture</source>
        <translation>Renombrar imagen</translation>
    </message>
    <message>
        <source>Rename to {0}</source>
        <translation>Renombrar como {0}</translation>
    </message>
    <message>
        <source>Replace picture</source>
        <translation>Reemplazar imagen</translation>
    </message>
    <message>
        <source>Replace {0} by {1} in {2} places</source>
        <translation>Reemplazar {0} por {1} en {2} lugares</translation>
    </message>
    <message>
        <source>Reprice {0} {1} {2}</source>
        <translation>Cambiar precios {0} {1} {2}</translation>
    </message>
    <message>
        <source>Resolve {0} conflicts</source>
        <translation>Resolver {0} conflictos</translation>
    </message>
    <message>
        <source>Resolve {0} {1}</source>
        <translation>Resolver {0} {1}</translation>
    </message>
    <message>
        <source>Restore version {0} of {1}</source>
        <translation>Restaurar la versión {0} de {1}</translation>
    </message>
    <message>
        <source>Restore {0} of {1}</source>
        <translation>Restaurar {0} de {1}</translation>
    </message>
    <message>
        <source>Revert {0}</source>
        <translation>Revertir {0}</translation>
    </message>
    <message>
        <source>Rounding would make {0} a price of 0.</source>
        <translation>El redondeo haría de {0} un precio de 0.</translation>
    </message>
    <message>
        <source>SQLite did not accept its setting {0} ({1} instead of {2}). The folder may lie on a disk that cannot hold a workspace.</source>
        <translation>SQLite no aceptó su ajuste {0} ({1} en lugar de {2}). La carpeta puede estar en un disco que no admite un espacio de trabajo.</translation>
    </message>
    <message>
        <source>SQLite says: {0}.</source>
        <translation>SQLite dice: {0}.</translation>
    </message>
    <message>
        <source>SQLite {0} can damage a workspace; {1} or newer is needed. Install LAZI Desktop again with its own requirements.</source>
        <translation>SQLite {0} puede dañar un espacio de trabajo; hace falta {1} o más nuevo. Instale LAZI Desktop de nuevo con sus propios requisitos.</translation>
    </message>
    <message>
        <source>Sample {0} in {1}</source>
        <translation>Muestra {0} en {1}</translation>
    </message>
    <message>
        <source>Save a file for support and send it to us.</source>
        <translation>Guarde un archivo para soporte y envíenoslo.</translation>
    </message>
    <message>
        <source>Save version {0} of {1}</source>
        <translation>Guardar la versión {0} de {1}</translation>
    </message>
    <message>
        <source>Say which column holds the codes.</source>
        <translation>Diga qué columna tiene los códigos.</translation>
    </message>
    <message>
        <source>Secrets are given by the environment; no keyring is needed.</source>
        <translation>Los secretos vienen del entorno; no hace falta llavero.</translation>
    </message>
    <message>
        <source>Secrets are read from {0}, which only you can read.</source>
        <translation>Los secretos se leen de {0}, que solo usted puede leer.</translation>
    </message>
    <message>
        <source>Secrets come from the environment here. Set {0} instead.</source>
        <translation>Aquí los secretos vienen del entorno. Ponga {0} en su lugar.</translation>
    </message>
    <message>
        <source>Secrets come from the environment here. Unset {0} instead.</source>
        <translation>Aquí los secretos vienen del entorno. Quite {0} en su lugar.</translation>
    </message>
    <message>
        <source>Sent together with others, {0} has changed in fields that were not sent. Look at it in ServiceTitan; the rest went one by one.</source>
        <translation>Enviado junto con otros, {0} ha cambiado en campos que no se enviaron. Revíselo en ServiceTitan; el resto se envió uno por uno.</translation>
    </message>
    <message>
        <source>ServiceTitan</source>
        <translation>ServiceTitan</translation>
    </message>
    <message>
        <source>ServiceTitan answered “OK” and kept its old value: it drops what is sent to this field.</source>
        <translation>ServiceTitan respondió “OK” y conservó su valor anterior: descarta lo que se envía a este campo.</translation>
    </message>
    <message>
        <source>ServiceTitan asks to slow down</source>
        <translation>ServiceTitan pide ir más despacio</translation>
    </message>
    <message>
        <source>ServiceTitan cannot be reached</source>
        <translation>No se puede llegar a ServiceTitan</translation>
    </message>
    <message>
        <source>ServiceTitan comes first.</source>
        <translation>Primero va ServiceTitan.</translation>
    </message>
    <message>
        <source>ServiceTitan cut it off after {0} characters.</source>
        <translation>ServiceTitan lo cortó después de {0} caracteres.</translation>
    </message>
    <message>
        <source>ServiceTitan deleted {0}.</source>
        <translation>ServiceTitan eliminó {0}.</translation>
    </message>
    <message>
        <source>ServiceTitan deleted {0}: there is nothing to bring back to.</source>
        <translation>ServiceTitan eliminó {0}: no hay a dónde devolverlo.</translation>
    </message>
    <message>
        <source>ServiceTitan did not accept the change</source>
        <translation>ServiceTitan no aceptó el cambio</translation>
    </message>
    <message>
        <source>ServiceTitan does not allow this part of the pricebook</source>
        <translation>ServiceTitan no permite esta parte de la lista de precios</translation>
    </message>
    <message>
        <source>ServiceTitan does not have it any more.</source>
        <translation>Ya no está en ServiceTitan.</translation>
    </message>
    <message>
        <source>ServiceTitan does not have the new one any more.</source>
        <translation>ServiceTitan ya no tiene el nuevo.</translation>
    </message>
    <message>
        <source>ServiceTitan does not have this list</source>
        <translation>ServiceTitan no tiene esta lista</translation>
    </message>
    <message>
        <source>ServiceTitan does not know this app key</source>
        <translation>ServiceTitan no conoce esta clave de la aplicación</translation>
    </message>
    <message>
        <source>ServiceTitan does not tell it before the first push of {0}, which needs {1}.</source>
        <translation>ServiceTitan no lo dice antes del primer envío de {0}, que necesita {1}.</translation>
    </message>
    <message>
        <source>ServiceTitan does not tell its time.</source>
        <translation>ServiceTitan no dice su hora.</translation>
    </message>
    <message>
        <source>ServiceTitan has deleted it.</source>
        <translation>ServiceTitan lo eliminó.</translation>
    </message>
    <message>
        <source>ServiceTitan has dropped a change of this field before.</source>
        <translation>ServiceTitan ya ha descartado un cambio de este campo.</translation>
    </message>
    <message>
        <source>ServiceTitan has dropped changes of this field {0} times.</source>
        <translation>ServiceTitan ha descartado cambios de este campo {0} veces.</translation>
    </message>
    <message>
        <source>ServiceTitan has no {0} for this tenant ({1}/{2}). If it should, ask ServiceTitan to switch that module on; the numbers of {3} are shown until then.</source>
        <translation>ServiceTitan no tiene {0} para esta cuenta ({1}/{2}). Si debiera, pida a ServiceTitan que active ese módulo; hasta entonces se muestran los números de {3}.</translation>
    </message>
    <message>
        <source>ServiceTitan has rewritten this field before.</source>
        <translation>ServiceTitan ya ha reescrito este campo.</translation>
    </message>
    <message>
        <source>ServiceTitan has rewritten this field {0} times.</source>
        <translation>ServiceTitan ha reescrito este campo {0} veces.</translation>
    </message>
    <message>
        <source>ServiceTitan has rounded this field before: {0} became {1}.</source>
        <translation>ServiceTitan ya ha redondeado este campo: {0} pasó a {1}.</translation>
    </message>
    <message>
        <source>ServiceTitan has them, and they are inactive already.</source>
        <translation>ServiceTitan los tiene, y ya están inactivos.</translation>
    </message>
    <message>
        <source>ServiceTitan has {0} already. It can be deactivated.</source>
        <translation>ServiceTitan ya tiene {0}. Se puede desactivar.</translation>
    </message>
    <message>
        <source>ServiceTitan is asked directly, since {0}. {1}</source>
        <translation>A ServiceTitan se le pregunta directamente, porque {0}. {1}</translation>
    </message>
    <message>
        <source>ServiceTitan is asked directly, since {0}; {1} cannot be reached that way.</source>
        <translation>A ServiceTitan se le pregunta directamente, porque {0}; así no se puede llegar a {1}.</translation>
    </message>
    <message>
        <source>ServiceTitan knows the app.</source>
        <translation>ServiceTitan conoce la aplicación.</translation>
    </message>
    <message>
        <source>ServiceTitan no longer has this entry</source>
        <translation>ServiceTitan ya no tiene esta entrada</translation>
    </message>
    <message>
        <source>ServiceTitan now reports {0} {1}, we have {2}: {3} are missing.</source>
        <translation>ServiceTitan informa ahora de {0} {1}; tenemos {2}: faltan {3}.</translation>
    </message>
    <message>
        <source>ServiceTitan only gives out what lies in its folder “Images”.</source>
        <translation>ServiceTitan solo entrega lo que está en su carpeta “Images”.</translation>
    </message>
    <message>
        <source>ServiceTitan refused some lists</source>
        <translation>ServiceTitan rechazó algunas listas</translation>
    </message>
    <message>
        <source>ServiceTitan refused to sign in</source>
        <translation>ServiceTitan rechazó el inicio de sesión</translation>
    </message>
    <message>
        <source>ServiceTitan reports {0} of {1} {2} as switched off.</source>
        <translation>ServiceTitan informa que {0} de {1} {2} están desactivados.</translation>
    </message>
    <message>
        <source>ServiceTitan rounded it: {0} was sent, {1} is there.</source>
        <translation>ServiceTitan lo redondeó: se envió {0}, allí está {1}.</translation>
    </message>
    <message>
        <source>ServiceTitan says where a picture lies, and that host does not give it out.</source>
        <translation>ServiceTitan dice dónde está una imagen, y ese servidor no la entrega.</translation>
    </message>
    <message>
        <source>ServiceTitan took a push of {0} on {1} ({2}).</source>
        <translation>ServiceTitan aceptó un envío de {0} el {1} ({2}).</translation>
    </message>
    <message>
        <source>ServiceTitan took it and writes it in its own way.</source>
        <translation>ServiceTitan lo aceptó y lo escribe a su manera.</translation>
    </message>
    <message>
        <source>ServiceTitan took {0} of {1} entries.</source>
        <translation>ServiceTitan aceptó {0} de {1} entradas.</translation>
    </message>
    <message>
        <source>ServiceTitan was too slow to be sure of what it has now</source>
        <translation>ServiceTitan fue demasiado lento para estar seguros de lo que tiene ahora</translation>
    </message>
    <message>
        <source>ServiceTitan's answer could not be read</source>
        <translation>No se pudo leer la respuesta de ServiceTitan</translation>
    </message>
    <message>
        <source>ServiceTitan's answer was lost</source>
        <translation>La respuesta de ServiceTitan se perdió</translation>
    </message>
    <message>
        <source>ServiceTitan's tenant id is a number.</source>
        <translation>El id de la cuenta de ServiceTitan es un número.</translation>
    </message>
    <message>
        <source>ServiceTitan's {0} has characters that none has.</source>
        <translation>{0} de ServiceTitan tiene caracteres que ninguno tiene.</translation>
    </message>
    <message>
        <source>ServiceTitan's {0} is missing.</source>
        <translation>Falta {0} de ServiceTitan.</translation>
    </message>
    <message>
        <source>Set `profile` to a folder on this computer's own disk.</source>
        <translation>Ponga en `profile` una carpeta del disco propio de esta computadora.</translation>
    </message>
    <message>
        <source>Set `profile` to the folder of this tenant, or correct the tenant.</source>
        <translation>Ponga en `profile` la carpeta de esta cuenta, o corrija la cuenta.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Several profiles are called “{0}”: {1}. Name one by what stands in front.</source>
        <translation>Varios perfiles se llaman “{0}”: {1}. Nombre uno por lo que va delante.</translation>
    </message>
    <message>
        <source>Shared database</source>
        <translation>Base de datos compartida</translation>
    </message>
    <message>
        <source>Sign-in to ServiceTitan</source>
        <translation>Acceso a ServiceTitan</translation>
    </message>
    <message>
        <source>Signing in: ServiceTitan answered {0}.</source>
        <translation>Inicio de sesión: ServiceTitan contestó {0}.</translation>
    </message>
    <message>
        <source>Signing in: {0}</source>
        <translation>Inicio de sesión: {0}</translation>
    </message>
    <message>
        <source>Somebody else changed it while it was typed. Enter puts what was typed in its place.</source>
        <translation>Otra persona lo cambió mientras se escribía. Intro pone lo escrito en su lugar.</translation>
    </message>
    <message>
        <source>Somebody else is syncing</source>
        <translation>Otra persona está sincronizando</translation>
    </message>
    <message>
        <source>Somebody else put something into {0} since.</source>
        <translation>Otra persona puso algo en {0} desde entonces.</translation>
    </message>
    <message>
        <source>Somebody has answered it already.</source>
        <translation>Alguien ya la respondió.</translation>
    </message>
    <message>
        <source>Somebody has chosen already.</source>
        <translation>Alguien ya eligió.</translation>
    </message>
    <message>
        <source>Somebody has settled this conflict already.</source>
        <translation>Alguien ya resolvió este conflicto.</translation>
    </message>
    <message>
        <source>Somebody said something else since. Please look again.</source>
        <translation>Desde entonces alguien dijo otra cosa. Mire de nuevo, por favor.</translation>
    </message>
    <message>
        <source>Something between here and ServiceTitan answers with a page of its own.</source>
        <translation>Algo entre aquí y ServiceTitan responde con una página propia.</translation>
    </message>
    <message>
        <source>Something is left in it.</source>
        <translation>Todavía queda algo en él.</translation>
    </message>
    <message>
        <source>Something was changed meanwhile</source>
        <translation>Algo cambió mientras tanto</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>Algo salió mal</translation>
    </message>
    <message>
        <source>Submit {0} changes</source>
        <translation>Entregar {0} cambios</translation>
    </message>
    <message>
        <source>Take back {0} changes</source>
        <translation>Retirar {0} cambios</translation>
    </message>
    <message>
        <source>Take the mark{0} off</source>
        <translation>Quitar la marca{0}</translation>
    </message>
    <message>
        <source>Take {0} out of categories</source>
        <translation>Sacar {0} de las categorías</translation>
    </message>
    <message>
        <source>Takes {0}.</source>
        <translation>Acepta {0}.</translation>
    </message>
    <message>
        <source>The SKU is not there any more.</source>
        <translation>El SKU ya no está.</translation>
    </message>
    <message>
        <source>The address in the invitation says more than where the shared database is. Do not use it.</source>
        <translation>La dirección de la invitación dice más que dónde está la base de datos compartida. No la use.</translation>
    </message>
    <message>
        <source>The address of ServiceTitan comes first.</source>
        <translation>Primero va la dirección de ServiceTitan.</translation>
    </message>
    <message>
        <source>The address of the shared database cannot be read.</source>
        <translation>No se puede leer la dirección de la base de datos compartida.</translation>
    </message>
    <message>
        <source>The address of the shared database must begin with postgresql://</source>
        <translation>La dirección de la base de datos compartida debe empezar con postgresql://</translation>
    </message>
    <message>
        <source>The answer does not say when it was given.</source>
        <translation>La respuesta no dice cuándo se dio.</translation>
    </message>
    <message>
        <source>The answer is larger than {0} MB.</source>
        <translation>La respuesta es mayor que {0} MB.</translation>
    </message>
    <message>
        <source>The answer is not JSON.</source>
        <translation>La respuesta no es JSON.</translation>
    </message>
    <message>
        <source>The answer is not complete JSON.</source>
        <translation>La respuesta no es JSON completo.</translation>
    </message>
    <message>
        <source>The answer is of a shape that we do not know.</source>
        <translation>La respuesta tiene una forma que no conocemos.</translation>
    </message>
    <message>
        <source>The answer names a member twice.</source>
        <translation>La respuesta nombra un miembro dos veces.</translation>
    </message>
    <message>
        <source>The answer sends us elsewhere, where your keys must not go. Some networks do that before they let you in.</source>
        <translation>La respuesta nos manda a otro sitio, a donde sus claves no deben ir. Algunas redes hacen eso antes de dejar entrar.</translation>
    </message>
    <message>
        <source>The app key comes first.</source>
        <translation>Primero va la clave de la aplicación.</translation>
    </message>
    <message>
        <source>The archive does not hold the program of version {0}.</source>
        <translation>El archivo no contiene el programa de la versión {0}.</translation>
    </message>
    <message>
        <source>The archive of the new version cannot be unpacked.</source>
        <translation>El archivo de la versión nueva no se puede descomprimir.</translation>
    </message>
    <message>
        <source>The archive of the new version holds no program.</source>
        <translation>El archivo de la versión nueva no contiene ningún programa.</translation>
    </message>
    <message>
        <source>The built-in database</source>
        <translation>La base de datos integrada</translation>
    </message>
    <message>
        <source>The built-in database could not be copied</source>
        <translation>No se pudo copiar la base de datos integrada</translation>
    </message>
    <message>
        <source>The built-in database could not be made in {0}.</source>
        <translation>La base de datos integrada no se pudo crear en {0}.</translation>
    </message>
    <message>
        <source>The built-in database did not start; {0} says why.</source>
        <translation>La base de datos integrada no se inició; {0} dice por qué.</translation>
    </message>
    <message>
        <source>The built-in database has stopped</source>
        <translation>La base de datos integrada se detuvo</translation>
    </message>
    <message>
        <source>The built-in database is not installed.</source>
        <translation>La base de datos integrada no está instalada.</translation>
    </message>
    <message>
        <source>The built-in database is not set up yet; the window does that at its first start.</source>
        <translation>La base de datos integrada aún no está preparada; la ventana lo hace al iniciar por primera vez.</translation>
    </message>
    <message>
        <source>The built-in database looks after its own passwords.</source>
        <translation>La base de datos integrada cuida de sus propias contraseñas.</translation>
    </message>
    <message>
        <source>The category to move to was thrown away.</source>
        <translation>Se descartó la categoría a la que había que mover.</translation>
    </message>
    <message>
        <source>The certificate {0} of network.certificate cannot be read.</source>
        <translation>El certificado {0} de network.certificate no se puede leer.</translation>
    </message>
    <message>
        <source>The certificate {0} of network.certificate cannot be read: {1}.</source>
        <translation>El certificado {0} de network.certificate no se puede leer: {1}.</translation>
    </message>
    <message>
        <source>The change could not be saved</source>
        <translation>No se pudo guardar el cambio</translation>
    </message>
    <message>
        <source>The choice “{0}” has no value.</source>
        <translation>La opción “{0}” no tiene valor.</translation>
    </message>
    <message>
        <source>The colour</source>
        <translation>El color</translation>
    </message>
    <message>
        <source>The configuration does not work</source>
        <translation>La configuración no funciona</translation>
    </message>
    <message>
        <source>The copy does not pass SQLite's own check.</source>
        <translation>La copia no pasa la comprobación propia de SQLite.</translation>
    </message>
    <message>
        <source>The database keeps this name for itself.</source>
        <translation>La base de datos se reserva este nombre.</translation>
    </message>
    <message>
        <source>The default, {0}, is none of the choices.</source>
        <translation>El valor predeterminado, {0}, no es ninguna de las opciones.</translation>
    </message>
    <message>
        <source>The default, {0}, is not between the least and the greatest value.</source>
        <translation>El valor predeterminado, {0}, no está entre el menor y el mayor.</translation>
    </message>
    <message>
        <source>The disk can only be read. Choose another folder.</source>
        <translation>El disco es de solo lectura. Elija otra carpeta.</translation>
    </message>
    <message>
        <source>The disk has less than {0} GB left. What has come is kept; make room for “{1}” and go on.</source>
        <translation>Quedan menos de {0} GB en el disco. Lo que llegó se conserva; haga sitio para “{1}” y continúe.</translation>
    </message>
    <message>
        <source>The disk is full. Make room for “{0}” and add the picture again.</source>
        <translation>El disco está lleno. Haga sitio para “{0}” y agregue la imagen de nuevo.</translation>
    </message>
    <message>
        <source>The disk is full. Make room, or choose another folder.</source>
        <translation>El disco está lleno. Libere espacio o elija otra carpeta.</translation>
    </message>
    <message>
        <source>The disk is full. They are shown while ServiceTitan can be reached; make room for “{0}” to see them offline, too.</source>
        <translation>El disco está lleno. Se muestran mientras se pueda acceder a ServiceTitan; haga sitio para “{0}” para verlas también sin conexión.</translation>
    </message>
    <message>
        <source>The file cannot be read ({0}).</source>
        <translation>El archivo no se puede leer ({0}).</translation>
    </message>
    <message>
        <source>The file is cut off: a part of it is missing.</source>
        <translation>El archivo está cortado: le falta una parte.</translation>
    </message>
    <message>
        <source>The file is damaged.</source>
        <translation>El archivo está dañado.</translation>
    </message>
    <message>
        <source>The file is damaged. Close LAZI Desktop and open it again: it will set the file aside and recover.</source>
        <translation>El archivo está dañado. Cierre LAZI Desktop y ábralo de nuevo: apartará el archivo y lo recuperará.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>El archivo está vacío.</translation>
    </message>
    <message>
        <source>The file is larger than {0} MB.</source>
        <translation>El archivo ocupa más de {0} MB.</translation>
    </message>
    <message>
        <source>The file is not there any more.</source>
        <translation>El archivo ya no está ahí.</translation>
    </message>
    <message>
        <source>The file was not written</source>
        <translation>No se escribió el archivo</translation>
    </message>
    <message>
        <source>The folder “{0}” cannot be written to ({1}).</source>
        <translation>No se puede escribir en la carpeta “{0}” ({1}).</translation>
    </message>
    <message>
        <source>The folder “{0}” cannot be written to ({1}). They are shown while ServiceTitan can be reached.</source>
        <translation>No se puede escribir en la carpeta “{0}” ({1}). Se muestran mientras se pueda acceder a ServiceTitan.</translation>
    </message>
    <message>
        <source>The folder “{0}” is not there any more.</source>
        <translation>La carpeta “{0}” ya no existe.</translation>
    </message>
    <message>
        <source>The host that keeps ServiceTitan's pictures gives one out.</source>
        <translation>El servidor que guarda las imágenes de ServiceTitan entrega una.</translation>
    </message>
    <message>
        <source>The hours</source>
        <translation>Las horas</translation>
    </message>
    <message>
        <source>The invitation does not say where the shared database is. Ask for a new one.</source>
        <translation>La invitación no dice dónde está la base de datos compartida. Pida una nueva.</translation>
    </message>
    <message>
        <source>The invitation does not say whose pricebook it is. Ask for a new one.</source>
        <translation>La invitación no dice de quién es la lista de precios. Pida una nueva.</translation>
    </message>
    <message>
        <source>The invitation names a login's secret, which none should carry. Do not use it.</source>
        <translation>La invitación lleva el secreto de un usuario, y ninguna debe llevarlo. No la use.</translation>
    </message>
    <message>
        <source>The invitation names an address of ServiceTitan that is none. Ask for a new one.</source>
        <translation>La invitación nombra una dirección de ServiceTitan que no lo es. Pida una nueva.</translation>
    </message>
    <message>
        <source>The key {0} is damaged. Install LAZI Desktop again.</source>
        <translation>La clave {0} está dañada. Instale LAZI Desktop de nuevo.</translation>
    </message>
    <message>
        <source>The keyring does not open ({0}). Unlock it and try again.</source>
        <translation>El llavero no se abre ({0}). Desbloquéelo e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The keyring “{0}” is not the operating system's own, so it is not used.</source>
        <translation>El llavero “{0}” no es el propio del sistema, así que no se usa.</translation>
    </message>
    <message>
        <source>The kit gives nothing that could be put into a service.</source>
        <translation>El kit no da nada que se pueda poner en un servicio.</translation>
    </message>
    <message>
        <source>The kit gives {0} different SKUs; {1} are the most.</source>
        <translation>El kit da {0} SKU distintos; {1} es lo máximo.</translation>
    </message>
    <message>
        <source>The kit is full</source>
        <translation>El kit está lleno</translation>
    </message>
    <message>
        <source>The kit is not there any more.</source>
        <translation>El kit ya no está.</translation>
    </message>
    <message>
        <source>The kit would be in itself: {0}.</source>
        <translation>El kit estaría dentro de sí mismo: {0}.</translation>
    </message>
    <message>
        <source>The least value, {0}, is more than the greatest, {1}.</source>
        <translation>El valor menor, {0}, es más que el mayor, {1}.</translation>
    </message>
    <message>
        <source>The list does not come to an end.</source>
        <translation>La lista no termina.</translation>
    </message>
    <message>
        <source>The list has {0} records and does not come to an end.</source>
        <translation>La lista tiene {0} registros y no termina.</translation>
    </message>
    <message>
        <source>The list repeats itself.</source>
        <translation>La lista se repite.</translation>
    </message>
    <message>
        <source>The local workspace cannot be opened</source>
        <translation>No se puede abrir el espacio de trabajo local</translation>
    </message>
    <message>
        <source>The local workspace is damaged</source>
        <translation>El espacio de trabajo local está dañado</translation>
    </message>
    <message>
        <source>The log has the details.</source>
        <translation>El registro tiene los detalles.</translation>
    </message>
    <message>
        <source>The manifest of the update is larger than any can be.</source>
        <translation>El manifiesto de la actualización es más grande de lo que puede ser.</translation>
    </message>
    <message>
        <source>The markup ladder has no steps.</source>
        <translation>La escala de recargo no tiene pasos.</translation>
    </message>
    <message>
        <source>The name has characters that cannot be shown.</source>
        <translation>El nombre tiene caracteres que no se pueden mostrar.</translation>
    </message>
    <message>
        <source>The name is longer than {0} characters.</source>
        <translation>El nombre tiene más de {0} caracteres.</translation>
    </message>
    <message>
        <source>The name of a category</source>
        <translation>El nombre de una categoría</translation>
    </message>
    <message>
        <source>The name of a choice</source>
        <translation>El nombre de una opción</translation>
    </message>
    <message>
        <source>The name of a group</source>
        <translation>El nombre de un grupo</translation>
    </message>
    <message>
        <source>The name of a kit</source>
        <translation>El nombre de un kit</translation>
    </message>
    <message>
        <source>The name of a parameter</source>
        <translation>El nombre de un parámetro</translation>
    </message>
    <message>
        <source>The name of a sample</source>
        <translation>El nombre de una muestra</translation>
    </message>
    <message>
        <source>The new kit was removed.</source>
        <translation>El kit nuevo se quitó.</translation>
    </message>
    <message>
        <source>The newest of {0} is of {1} UTC.</source>
        <translation>El más reciente de {0} es de {1} UTC.</translation>
    </message>
    <message>
        <source>The note</source>
        <translation>La nota</translation>
    </message>
    <message>
        <source>The numbers of this device's edits have a hole.</source>
        <translation>Falta un número entre los cambios de este equipo.</translation>
    </message>
    <message>
        <source>The offer was good until {0}, and this computer's clock says {1}.</source>
        <translation>La oferta valía hasta {0}, y el reloj de esta computadora dice {1}.</translation>
    </message>
    <message>
        <source>The offered version {0} is older than {1}, which is installed.</source>
        <translation>La versión ofrecida {0} es más antigua que {1}, que está instalada.</translation>
    </message>
    <message>
        <source>The pack size</source>
        <translation>El tamaño del paquete</translation>
    </message>
    <message>
        <source>The pack size must be more than nothing. Leave it empty to round nothing.</source>
        <translation>El tamaño del paquete debe ser mayor que nada. Déjelo vacío para no redondear.</translation>
    </message>
    <message>
        <source>The parameter is needed</source>
        <translation>El parámetro hace falta</translation>
    </message>
    <message>
        <source>The parts of the program cannot be told</source>
        <translation>No se puede saber de qué está hecho el programa</translation>
    </message>
    <message>
        <source>The picture arrived damaged.</source>
        <translation>La imagen llegó dañada.</translation>
    </message>
    <message>
        <source>The picture did not arrive in time.</source>
        <translation>La imagen no llegó a tiempo.</translation>
    </message>
    <message>
        <source>The picture is not shown.</source>
        <translation>La imagen no se muestra.</translation>
    </message>
    <message>
        <source>The picture that was asked for is not there any more.</source>
        <translation>La imagen que se pidió ya no está ahí.</translation>
    </message>
    <message>
        <source>The picture was not added</source>
        <translation>La imagen no se agregó</translation>
    </message>
    <message>
        <source>The picture was not fetched.</source>
        <translation>La imagen no se ha descargado.</translation>
    </message>
    <message>
        <source>The picture's address leads from one place to the next without end.</source>
        <translation>La dirección de la imagen lleva de un sitio a otro sin fin.</translation>
    </message>
    <message>
        <source>The place</source>
        <translation>El lugar</translation>
    </message>
    <message>
        <source>The place where it is kept cannot be reached.</source>
        <translation>No se puede acceder al sitio donde se guarda.</translation>
    </message>
    <message>
        <source>The place where it is kept refused to give it: {0}.</source>
        <translation>El sitio donde se guarda se negó a entregarla: {0}.</translation>
    </message>
    <message>
        <source>The program is being closed.</source>
        <translation>El programa se está cerrando.</translation>
    </message>
    <message>
        <source>The program that reads pictures did not start.</source>
        <translation>El programa que lee las imágenes no se inició.</translation>
    </message>
    <message>
        <source>The pull stopped to ask</source>
        <translation>La descarga se detuvo para preguntar</translation>
    </message>
    <message>
        <source>The push was paused for 15 minutes and has made way for others</source>
        <translation>El envío estuvo en pausa 15 minutos y ha cedido el turno a otros</translation>
    </message>
    <message>
        <source>The quantity</source>
        <translation>La cantidad</translation>
    </message>
    <message>
        <source>The quantity cannot be empty.</source>
        <translation>La cantidad no puede estar vacía.</translation>
    </message>
    <message>
        <source>The quantity cannot be empty. Type 0 for nothing.</source>
        <translation>La cantidad no puede quedar vacía. Escriba 0 para nada.</translation>
    </message>
    <message>
        <source>The quantity must be more than nothing.</source>
        <translation>La cantidad debe ser mayor que nada.</translation>
    </message>
    <message>
        <source>The ratio must be more than nothing.</source>
        <translation>La proporción debe ser mayor que nada.</translation>
    </message>
    <message>
        <source>The replacement makes far too long a text.</source>
        <translation>El reemplazo da un texto demasiado largo.</translation>
    </message>
    <message>
        <source>The right version of the shared database comes first.</source>
        <translation>Primero va la versión correcta de la base de datos compartida.</translation>
    </message>
    <message>
        <source>The rows cannot be found</source>
        <translation>No se pueden encontrar las filas</translation>
    </message>
    <message>
        <source>The secrets file {0} belongs to somebody else. Run: sudo chown {1} {2}</source>
        <translation>El archivo de secretos {0} es de otra persona. Ejecute: sudo chown {1} {2}</translation>
    </message>
    <message>
        <source>The secrets file {0} cannot be read: {1}.</source>
        <translation>El archivo de secretos {0} no se puede leer: {1}.</translation>
    </message>
    <message>
        <source>The secrets file {0} cannot be written: {1}.</source>
        <translation>El archivo de secretos {0} no se puede escribir: {1}.</translation>
    </message>
    <message>
        <source>The secrets file {0} is not valid TOML.</source>
        <translation>El archivo de secretos {0} no es TOML válido.</translation>
    </message>
    <message>
        <source>The services are so already.</source>
        <translation>Los servicios ya están así.</translation>
    </message>
    <message>
        <source>The settings come first.</source>
        <translation>Primero van los ajustes.</translation>
    </message>
    <message>
        <source>The shared database cannot be reached</source>
        <translation>No se puede llegar a la base de datos compartida</translation>
    </message>
    <message>
        <source>The shared database comes first.</source>
        <translation>Primero va la base de datos compartida.</translation>
    </message>
    <message>
        <source>The shared database fits this program (revision {0}).</source>
        <translation>La base de datos compartida encaja con este programa (revisión {0}).</translation>
    </message>
    <message>
        <source>The shared database has later edits of this device than the device itself.</source>
        <translation>La base de datos compartida tiene cambios de este equipo posteriores a los que él tiene.</translation>
    </message>
    <message>
        <source>The shared database has other edits under the numbers of this device's.</source>
        <translation>La base de datos compartida tiene otros cambios con los números de este equipo.</translation>
    </message>
    <message>
        <source>The shared database is newer ({0}) than this program ({1}): update LAZI Desktop.</source>
        <translation>La base de datos compartida es más reciente ({0}) que este programa ({1}): actualice LAZI Desktop.</translation>
    </message>
    <message>
        <source>The shared database is not set up yet. It must be updated: lazi-desktop db upgrade</source>
        <translation>La base de datos compartida aún no está preparada. Hay que actualizarla: lazi-desktop db upgrade</translation>
    </message>
    <message>
        <source>The shared database is older ({0}) than this program ({1}). It must be updated: lazi-desktop db upgrade</source>
        <translation>La base de datos compartida es más antigua ({0}) que este programa ({1}). Hay que actualizarla: lazi-desktop db upgrade</translation>
    </message>
    <message>
        <source>The shared database is reached directly.</source>
        <translation>A la base de datos compartida se llega directamente.</translation>
    </message>
    <message>
        <source>The shared database moved on while it was read.</source>
        <translation>La base de datos compartida avanzó mientras se leía.</translation>
    </message>
    <message>
        <source>The shared database refused</source>
        <translation>La base de datos compartida lo rechazó</translation>
    </message>
    <message>
        <source>The sign-in answered with a kind of token that we do not know.</source>
        <translation>El inicio de sesión contestó con una clase de credencial que no conocemos.</translation>
    </message>
    <message>
        <source>The sign-in answered without a token.</source>
        <translation>El inicio de sesión contestó sin credencial.</translation>
    </message>
    <message>
        <source>The sign-in answered {0}. Check the sign-in address.</source>
        <translation>El inicio de sesión contestó {0}. Revise su dirección.</translation>
    </message>
    <message>
        <source>The sign-in comes first.</source>
        <translation>Primero va el acceso.</translation>
    </message>
    <message>
        <source>The signature does not fit the update: somebody may have changed it.</source>
        <translation>La firma no corresponde a la actualización: alguien pudo haberla cambiado.</translation>
    </message>
    <message>
        <source>The turn to sync was lost</source>
        <translation>Se perdió el turno para sincronizar</translation>
    </message>
    <message>
        <source>The turn was given back already.</source>
        <translation>El turno ya se devolvió.</translation>
    </message>
    <message>
        <source>The unit</source>
        <translation>La unidad</translation>
    </message>
    <message>
        <source>The update is refused</source>
        <translation>La actualización se rechaza</translation>
    </message>
    <message>
        <source>The update is signed with a key that is not ours ({0}).</source>
        <translation>La actualización está firmada con una clave que no es nuestra ({0}).</translation>
    </message>
    <message>
        <source>The update server answered {0}.</source>
        <translation>El servidor de actualizaciones respondió {0}.</translation>
    </message>
    <message>
        <source>The update server has sent two different offers with the number {0}.</source>
        <translation>El servidor de actualizaciones ha mandado dos ofertas distintas con el número {0}.</translation>
    </message>
    <message>
        <source>The update server leads from one address to the next.</source>
        <translation>El servidor de actualizaciones lleva de una dirección a otra.</translation>
    </message>
    <message>
        <source>The update server leads to an address that is not secured.</source>
        <translation>El servidor de actualizaciones lleva a una dirección que no es segura.</translation>
    </message>
    <message>
        <source>The update server packs what it was asked to send as it is.</source>
        <translation>El servidor de actualizaciones comprime lo que se le pidió mandar tal cual.</translation>
    </message>
    <message>
        <source>The update server sends more than it should.</source>
        <translation>El servidor de actualizaciones manda más de lo que debe.</translation>
    </message>
    <message>
        <source>The update server sent number {0}, and this computer has seen {1}.</source>
        <translation>El servidor de actualizaciones mandó el número {0}, y esta computadora ya vio {1}.</translation>
    </message>
    <message>
        <source>The update server sent the channel “{0}” instead of “{1}”.</source>
        <translation>El servidor de actualizaciones mandó el canal “{0}” en lugar de “{1}”.</translation>
    </message>
    <message>
        <source>The update server speaks to newer versions only. Install the newest one by hand.</source>
        <translation>El servidor de actualizaciones solo habla con versiones más recientes. Instale la última a mano.</translation>
    </message>
    <message>
        <source>The update server went on at another place. It begins anew the next time.</source>
        <translation>El servidor de actualizaciones siguió en otro punto. La próxima vez empieza de nuevo.</translation>
    </message>
    <message>
        <source>The value</source>
        <translation>El valor</translation>
    </message>
    <message>
        <source>The workspace is closed</source>
        <translation>El espacio de trabajo está cerrado</translation>
    </message>
    <message>
        <source>The workspace is closed.</source>
        <translation>El espacio de trabajo está cerrado.</translation>
    </message>
    <message>
        <source>The {0} failed</source>
        <translation>{0} falló</translation>
    </message>
    <message>
        <source>The {0}{1} has this code already.</source>
        <translation>{0}{1} ya tiene este código.</translation>
    </message>
    <message>
        <source>There are no {0} at this address. Check the API address and the tenant.</source>
        <translation>No hay {0} en esta dirección. Revise la dirección de la API y la cuenta.</translation>
    </message>
    <message>
        <source>There are none.</source>
        <translation>No hay ninguno.</translation>
    </message>
    <message>
        <source>There are: {0}.</source>
        <translation>Hay: {0}.</translation>
    </message>
    <message>
        <source>There is a login “{0}” already, and this is not its password. Type its password, or choose another login.</source>
        <translation>Ya existe el usuario “{0}”, y esta no es su contraseña. Escriba su contraseña, o elija otro usuario.</translation>
    </message>
    <message>
        <source>There is a profile “{0}” already.</source>
        <translation>Ya hay un perfil “{0}”.</translation>
    </message>
    <message>
        <source>There is no SKU {0} any more.</source>
        <translation>Ya no hay un SKU {0}.</translation>
    </message>
    <message>
        <source>There is no background of one light colour to make white.</source>
        <translation>No hay un fondo claro de un solo color que volver blanco.</translation>
    </message>
    <message>
        <source>There is no border of one colour to cut off.</source>
        <translation>No hay un borde de un solo color que quitar.</translation>
    </message>
    <message>
        <source>There is no built-in database yet; the window makes it at its first start.</source>
        <translation>Aún no hay base de datos integrada; la ventana la crea al iniciar por primera vez.</translation>
    </message>
    <message>
        <source>There is no category {0} any more.</source>
        <translation>Ya no hay una categoría {0}.</translation>
    </message>
    <message>
        <source>There is no change left to discard.</source>
        <translation>No queda ningún cambio por descartar.</translation>
    </message>
    <message>
        <source>There is no change left to file.</source>
        <translation>No queda ningún cambio por archivar.</translation>
    </message>
    <message>
        <source>There is no change left to push.</source>
        <translation>No queda ningún cambio por enviar.</translation>
    </message>
    <message>
        <source>There is no change left to take back.</source>
        <translation>No queda ningún cambio que retirar.</translation>
    </message>
    <message>
        <source>There is no code in this row.</source>
        <translation>No hay código en esta fila.</translation>
    </message>
    <message>
        <source>There is no conflict to decide.</source>
        <translation>No hay ningún conflicto que decidir.</translation>
    </message>
    <message>
        <source>There is no file {0}.</source>
        <translation>No hay ningún archivo {0}.</translation>
    </message>
    <message>
        <source>There is no local workspace yet.</source>
        <translation>Aún no hay espacio de trabajo local.</translation>
    </message>
    <message>
        <source>There is no profile “{0}”.{1} There are: {2}.</source>
        <translation>No hay ningún perfil “{0}”.{1} Hay: {2}.</translation>
    </message>
    <message>
        <source>There is no room left on the disk, or it cannot be written. What you typed is still here: free some space and try again.</source>
        <translation>No queda espacio en el disco, o no se puede escribir en él. Lo que escribió sigue aquí: libere espacio e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>There is none yet; the window makes it at its first start.</source>
        <translation>Aún no hay; la ventana lo crea al iniciar por primera vez.</translation>
    </message>
    <message>
        <source>There is nothing left to put back.</source>
        <translation>No queda nada que restablecer.</translation>
    </message>
    <message>
        <source>There is nothing of the pricebook in it, no prices, no names, no passwords and no keys. Read it before you send it.</source>
        <translation>No contiene nada de la lista de precios: ni precios, ni nombres, ni contraseñas, ni claves. Léalo antes de enviarlo.</translation>
    </message>
    <message>
        <source>There is nothing to accept.</source>
        <translation>No hay nada que aceptar.</translation>
    </message>
    <message>
        <source>There is nothing to copy any more.</source>
        <translation>Ya no hay nada que copiar.</translation>
    </message>
    <message>
        <source>There is nothing to do</source>
        <translation>No hay nada que hacer</translation>
    </message>
    <message>
        <source>There is nothing to look for.</source>
        <translation>No hay nada que buscar.</translation>
    </message>
    <message>
        <source>There is nothing to redo.</source>
        <translation>No hay nada que rehacer.</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>No hay nada que deshacer.</translation>
    </message>
    <message>
        <source>They are marked so already.</source>
        <translation>Ya están marcadas así.</translation>
    </message>
    <message>
        <source>They are so already.</source>
        <translation>Ya están así.</translation>
    </message>
    <message>
        <source>They are there already.</source>
        <translation>Ya están ahí.</translation>
    </message>
    <message>
        <source>They are {0} already.</source>
        <translation>Ya están {0}.</translation>
    </message>
    <message>
        <source>This ServiceTitan tenant is not yours</source>
        <translation>Esta cuenta de ServiceTitan no es suya</translation>
    </message>
    <message>
        <source>This cannot be discarded</source>
        <translation>Esto no se puede descartar</translation>
    </message>
    <message>
        <source>This cannot be done with what is chosen.</source>
        <translation>Esto no se puede hacer con lo elegido.</translation>
    </message>
    <message>
        <source>This cannot be searched for</source>
        <translation>Esto no se puede buscar</translation>
    </message>
    <message>
        <source>This change-set is closed.</source>
        <translation>Este conjunto de cambios está cerrado.</translation>
    </message>
    <message>
        <source>This change-set is not open.</source>
        <translation>Este conjunto de cambios no está abierto.</translation>
    </message>
    <message>
        <source>This code stands in the list more than once.</source>
        <translation>Este código está más de una vez en la lista.</translation>
    </message>
    <message>
        <source>This column is left out, with what stands in {0} of its cells.</source>
        <translation>Esta columna queda fuera, con lo que hay en {0} de sus celdas.</translation>
    </message>
    <message>
        <source>This computer has no ServiceTitan keys; another one of the team pulls and pushes.</source>
        <translation>Esta computadora no tiene claves de ServiceTitan; descarga y envía otra del equipo.</translation>
    </message>
    <message>
        <source>This computer has no keyring that could keep a secret.</source>
        <translation>Esta computadora no tiene un llavero que pueda guardar un secreto.</translation>
    </message>
    <message>
        <source>This computer tells what the pauses of the settings depend on.</source>
        <translation>Este equipo dice aquello de lo que dependen las pausas de los ajustes.</translation>
    </message>
    <message>
        <source>This computer was away for too long. Push again to go on.</source>
        <translation>Esta computadora estuvo ausente demasiado tiempo. Envíe de nuevo para seguir.</translation>
    </message>
    <message>
        <source>This computer's clock agrees with that of {0}.</source>
        <translation>El reloj de esta computadora coincide con el de {0}.</translation>
    </message>
    <message>
        <source>This computer's clock is {0} ahead of that of {1}.</source>
        <translation>El reloj de esta computadora va {0} por delante del de {1}.</translation>
    </message>
    <message>
        <source>This computer's clock is {0} behind that of {1}.</source>
        <translation>El reloj de esta computadora va {0} por detrás del de {1}.</translation>
    </message>
    <message>
        <source>This computer's clock says {0}, which is before the release. Set it right.</source>
        <translation>El reloj de esta computadora dice {0}, que es antes de la publicación. Póngalo en hora.</translation>
    </message>
    <message>
        <source>This conflict has changed while you looked at it. Please look again.</source>
        <translation>Este conflicto cambió mientras lo miraba. Mírelo de nuevo, por favor.</translation>
    </message>
    <message>
        <source>This desktop has everything that the team did.</source>
        <translation>Esta computadora tiene todo lo que hizo el equipo.</translation>
    </message>
    <message>
        <source>This desktop is {0} changes behind and reads everything anew.</source>
        <translation>A esta computadora le faltan {0} cambios y lee todo de nuevo.</translation>
    </message>
    <message>
        <source>This desktop is {0} changes behind; an open window fetches them.</source>
        <translation>A esta computadora le faltan {0} cambios; una ventana abierta los trae.</translation>
    </message>
    <message>
        <source>This desktop knows {0} changes that the shared database has lost; it may be a backup.</source>
        <translation>Esta computadora conoce {0} cambios que la base de datos compartida perdió; quizá sea una copia de seguridad.</translation>
    </message>
    <message>
        <source>This entry is not known here at the moment. Try again when it has come back.</source>
        <translation>Esta entrada no se conoce aquí en este momento. Inténtelo cuando haya vuelto.</translation>
    </message>
    <message>
        <source>This formula does not work</source>
        <translation>Esta fórmula no funciona</translation>
    </message>
    <message>
        <source>This has changed since</source>
        <translation>Esto cambió desde entonces</translation>
    </message>
    <message>
        <source>This has no new price</source>
        <translation>Esto no tiene precio nuevo</translation>
    </message>
    <message>
        <source>This invitation is for a newer LAZI Desktop. Update this one first.</source>
        <translation>Esta invitación es para un LAZI Desktop más reciente. Actualice primero este.</translation>
    </message>
    <message>
        <source>This is no regular expression</source>
        <translation>Esto no es una expresión regular</translation>
    </message>
    <message>
        <source>This is not the newest change any more</source>
        <translation>Este ya no es el último cambio</translation>
    </message>
    <message>
        <source>This is too much for one kit</source>
        <translation>Esto es demasiado para un solo kit</translation>
    </message>
    <message>
        <source>This is {0} %: a percentage is a share, 0.1 for 10 %.</source>
        <translation>Esto es {0} %: un porcentaje es una parte, 0.1 para 10 %.</translation>
    </message>
    <message>
        <source>This kit is too long to be kept as a version</source>
        <translation>Este kit es demasiado largo para guardarlo como versión</translation>
    </message>
    <message>
        <source>This login does not belong to this tenant.</source>
        <translation>Este usuario no pertenece a esta cuenta.</translation>
    </message>
    <message>
        <source>This login or this device may no longer work in this tenant.</source>
        <translation>Este usuario o este equipo ya no puede trabajar en esta cuenta.</translation>
    </message>
    <message>
        <source>This name is taken</source>
        <translation>Este nombre ya está en uso</translation>
    </message>
    <message>
        <source>This one runs from its source, which is brought up to date where it came from.</source>
        <translation>Este se ejecuta desde su código fuente, que se actualiza allí de donde vino.</translation>
    </message>
    <message>
        <source>This pattern takes too long</source>
        <translation>Este patrón tarda demasiado</translation>
    </message>
    <message>
        <source>This picture cannot be shown</source>
        <translation>Esta imagen no se puede mostrar</translation>
    </message>
    <message>
        <source>This picture is not there any more</source>
        <translation>Esta imagen ya no está</translation>
    </message>
    <message>
        <source>This program and the shared database do not fit</source>
        <translation>Este programa y la base de datos compartida no encajan</translation>
    </message>
    <message>
        <source>This quantity is a formula. Type a number to replace it.</source>
        <translation>Esta cantidad es una fórmula. Escriba un número para reemplazarla.</translation>
    </message>
    <message>
        <source>This value does not fit</source>
        <translation>Este valor no encaja</translation>
    </message>
    <message>
        <source>This version of the program does not know the field.</source>
        <translation>Esta versión del programa no conoce el campo.</translation>
    </message>
    <message>
        <source>This would take its own place.</source>
        <translation>Esto tomaría su propio lugar.</translation>
    </message>
    <message>
        <source>Those of the open window.</source>
        <translation>Los de la ventana abierta.</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>Por revisar</translation>
    </message>
    <message>
        <source>Too few different characters.</source>
        <translation>Muy pocos caracteres distintos.</translation>
    </message>
    <message>
        <source>Too long</source>
        <translation>Demasiado largo</translation>
    </message>
    <message>
        <source>Too many pictures are being worked on. Try it again when they are done.</source>
        <translation>Se está trabajando en demasiadas imágenes. Inténtelo de nuevo cuando terminen.</translation>
    </message>
    <message>
        <source>Too many requests are waiting.</source>
        <translation>Hay demasiadas solicitudes esperando.</translation>
    </message>
    <message>
        <source>Two choices are called “{0}”.</source>
        <translation>Dos opciones se llaman “{0}”.</translation>
    </message>
    <message>
        <source>Two of these proposals are for the same field. Please choose one.</source>
        <translation>Dos de estas propuestas son para el mismo campo. Elija una.</translation>
    </message>
    <message>
        <source>Type it without a minus: discounts and fees are both positive.</source>
        <translation>Escríbalo sin signo menos: descuentos y cargos son ambos positivos.</translation>
    </message>
    <message>
        <source>Undo takes back what was changed last, and that is something else by now.</source>
        <translation>Deshacer revierte lo último que cambió, y eso ya es otra cosa.</translation>
    </message>
    <message>
        <source>Ungroup {0} in {1}</source>
        <translation>Desagrupar {0} en {1}</translation>
    </message>
    <message>
        <source>Unlock this computer's keyring, or log in to the desktop anew, which unlocks it.</source>
        <translation>Desbloquee el llavero de esta computadora, o inicie sesión de nuevo, lo que lo desbloquea.</translation>
    </message>
    <message>
        <source>Update LAZI Desktop.</source>
        <translation>Actualice LAZI Desktop.</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>Actualizaciones</translation>
    </message>
    <message>
        <source>Use the kit at most {0} times.</source>
        <translation>Use el kit {0} veces como máximo.</translation>
    </message>
    <message>
        <source>Use the kit more than nothing times.</source>
        <translation>Use el kit más de cero veces.</translation>
    </message>
    <message>
        <source>Use {0} in {1}</source>
        <translation>Usar {0} en {1}</translation>
    </message>
    <message>
        <source>Version of the shared database</source>
        <translation>Versión de la base compartida</translation>
    </message>
    <message>
        <source>Version {0} has no file for {1} ({2}).</source>
        <translation>La versión {0} no tiene archivo para {1} ({2}).</translation>
    </message>
    <message>
        <source>Version {0} is ready; it is installed when LAZI Desktop is closed.</source>
        <translation>La versión {0} está lista; se instala al cerrar LAZI Desktop.</translation>
    </message>
    <message>
        <source>Version {0} is the newest.</source>
        <translation>La versión {0} es la más reciente.</translation>
    </message>
    <message>
        <source>Version {0} is there and not fetched yet.</source>
        <translation>La versión {0} ya está disponible y aún no se ha bajado.</translation>
    </message>
    <message>
        <source>Version {0} is there. {1}</source>
        <translation>La versión {0} ya está disponible. {1}</translation>
    </message>
    <message>
        <source>Version {0} needs the team's database at revision {1}; your administrator brings it up to date first: lazi-desktop db upgrade</source>
        <translation>La versión {0} necesita la base de datos del equipo en la revisión {1}; primero su administrador la actualiza: lazi-desktop db upgrade</translation>
    </message>
    <message>
        <source>Version {0} replaces {1} or newer. Install that one first.</source>
        <translation>La versión {0} reemplaza la {1} o posteriores. Instale primero esa.</translation>
    </message>
    <message>
        <source>Wait a minute, then look again.</source>
        <translation>Espere un minuto y mire de nuevo.</translation>
    </message>
    <message>
        <source>Waits for the conflict of {0} to be decided.</source>
        <translation>Espera a que se decida el conflicto de {0}.</translation>
    </message>
    <message>
        <source>Waste</source>
        <translation>Desperdicio</translation>
    </message>
    <message>
        <source>Waste of more than {0} % cannot be meant.</source>
        <translation>No puede tratarse de un desperdicio de más de {0} %.</translation>
    </message>
    <message>
        <source>Waste: more than {0} % cannot be meant.</source>
        <translation>Desperdicio: más de {0} % no puede ser lo que se quiere.</translation>
    </message>
    <message>
        <source>Way to the shared database</source>
        <translation>Camino a la base compartida</translation>
    </message>
    <message>
        <source>What concerns money is always asked: a rule may not decide it.</source>
        <translation>Lo que toca al dinero siempre se pregunta: una regla no puede decidirlo.</translation>
    </message>
    <message>
        <source>What did not answer comes first.</source>
        <translation>Primero va lo que no respondió.</translation>
    </message>
    <message>
        <source>What failed before it comes first.</source>
        <translation>Primero va lo que falló antes.</translation>
    </message>
    <message>
        <source>What has come is kept.</source>
        <translation>Lo que llegó se conserva.</translation>
    </message>
    <message>
        <source>What has come so far is kept.</source>
        <translation>Lo que llegó hasta ahora se conserva.</translation>
    </message>
    <message>
        <source>What one can see through became white: as PNG it would be larger than {0} MB.</source>
        <translation>Lo transparente quedó blanco: como PNG pasaría de {0} MB.</translation>
    </message>
    <message>
        <source>What the invitation says to be a certificate is none. Ask for a new one.</source>
        <translation>Lo que la invitación da por certificado no lo es. Pida una nueva.</translation>
    </message>
    <message>
        <source>What the kit was then is not known on this computer yet.</source>
        <translation>En esta computadora todavía no se sabe cómo era el kit entonces.</translation>
    </message>
    <message>
        <source>What the update server offers is for “{0}”.</source>
        <translation>Lo que ofrece el servidor de actualizaciones es para “{0}”.</translation>
    </message>
    <message>
        <source>What was not sent stays submitted. Push again to go on.</source>
        <translation>Lo que no se envió sigue entregado. Envíe de nuevo para continuar.</translation>
    </message>
    <message>
        <source>Where the picture should be was answered {0}.</source>
        <translation>Donde debería estar la imagen se respondió {0}.</translation>
    </message>
    <message>
        <source>Windows' installer does not start: {0}.</source>
        <translation>El instalador de Windows no arranca: {0}.</translation>
    </message>
    <message>
        <source>Windows' installer was asked once, and it is not installed: IT installs it, or “lazi-desktop update” asks once more.</source>
        <translation>Se le pidió una vez al instalador de Windows y no está instalada: la instala Sistemas, o “lazi-desktop update” lo pide de nuevo.</translation>
    </message>
    <message>
        <source>Without a cost nobody knows its margin.</source>
        <translation>Sin costo nadie conoce su margen.</translation>
    </message>
    <message>
        <source>You are {0} and {1}.</source>
        <translation>Usted es {0} y {1}.</translation>
    </message>
    <message>
        <source>You may not read this file.</source>
        <translation>No tiene permiso para leer este archivo.</translation>
    </message>
    <message>
        <source>You may not replace the program on this computer: IT installs it.</source>
        <translation>Usted no puede reemplazar el programa en esta computadora: lo instala Sistemas.</translation>
    </message>
    <message>
        <source>Your app is not connected to this tenant. Check the tenant id, and that the tenant's administrator has allowed the app.</source>
        <translation>Su aplicación no está conectada a esta cuenta. Revise el id de la cuenta, y que el administrador haya permitido la aplicación.</translation>
    </message>
    <message>
        <source>Your app may change {0} ({1}).</source>
        <translation>Su aplicación puede cambiar {0} ({1}).</translation>
    </message>
    <message>
        <source>Your app may not change {0}: a push needs the scope {1}.</source>
        <translation>Su aplicación no puede cambiar {0}: un envío necesita el permiso {1}.</translation>
    </message>
    <message>
        <source>Your app may not {0} {1}. Ask for the scope “{2}:{3}” in ServiceTitan's developer portal.</source>
        <translation>Su aplicación no puede {0} {1}. Pida el permiso “{2}:{3}” en el portal de desarrolladores de ServiceTitan.</translation>
    </message>
    <message>
        <source>Your app may read {0} ({1}:r).</source>
        <translation>Su aplicación puede leer {0} ({1}:r).</translation>
    </message>
    <message>
        <source>Your app may read {0}.</source>
        <translation>Su aplicación puede leer {0}.</translation>
    </message>
    <message>
        <source>Your connections are your own, with nothing in between that mixes them.</source>
        <translation>Sus conexiones son solo suyas, sin nada en medio que las mezcle.</translation>
    </message>
    <message>
        <source>Your organisation says some of them in {0}.</source>
        <translation>Su organización fija algunos en {0}.</translation>
    </message>
    <message>
        <source>Your rights</source>
        <translation>Sus permisos</translation>
    </message>
    <message>
        <source>Your rights come first.</source>
        <translation>Primero van sus permisos.</translation>
    </message>
    <message>
        <source>Your role lets you propose values. Making, discarding, deciding and sending are for managers.</source>
        <translation>Su función le permite proponer valores. Crear, descartar, decidir y enviar corresponde a los gerentes.</translation>
    </message>
    <message>
        <source>a formula has at most {0} characters.</source>
        <translation>una fórmula tiene como mucho {0} caracteres.</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>un número</translation>
    </message>
    <message>
        <source>a number has at most {0} digits.</source>
        <translation>un número tiene como mucho {0} cifras.</translation>
    </message>
    <message>
        <source>a number, a name or a bracket</source>
        <translation>un número, un nombre o un paréntesis</translation>
    </message>
    <message>
        <source>admin</source>
        <translation>administrador</translation>
    </message>
    <message>
        <source>amount</source>
        <translation>importe</translation>
    </message>
    <message>
        <source>an operator or “)”</source>
        <translation>un operador o “)”</translation>
    </message>
    <message>
        <source>an operator such as + or *</source>
        <translation>un operador como + o *</translation>
    </message>
    <message>
        <source>asks for a name and a password</source>
        <translation>pide un nombre y una contraseña</translation>
    </message>
    <message>
        <source>below cost</source>
        <translation>por debajo del costo</translation>
    </message>
    <message>
        <source>below margin floor</source>
        <translation>por debajo del margen mínimo</translation>
    </message>
    <message>
        <source>brackets are nested deeper than {0}.</source>
        <translation>los paréntesis están anidados a más de {0} niveles.</translation>
    </message>
    <message>
        <source>categories</source>
        <translation>categorías</translation>
    </message>
    <message>
        <source>checking the whole file takes longer</source>
        <translation>revisar todo el archivo tarda más</translation>
    </message>
    <message>
        <source>code</source>
        <translation>código</translation>
    </message>
    <message>
        <source>discounts and fees</source>
        <translation>descuentos y cargos</translation>
    </message>
    <message>
        <source>does not take the name “{0}” with its password</source>
        <translation>no acepta el nombre “{0}” con su contraseña</translation>
    </message>
    <message>
        <source>equipment</source>
        <translation>equipos</translation>
    </message>
    <message>
        <source>estimator</source>
        <translation>estimador</translation>
    </message>
    <message>
        <source>in an inactive category</source>
        <translation>en una categoría inactiva</translation>
    </message>
    <message>
        <source>installed as one program</source>
        <translation>instalado como un programa</translation>
    </message>
    <message>
        <source>it is not trusted</source>
        <translation>no es de confianza</translation>
    </message>
    <message>
        <source>it is written as {0}.</source>
        <translation>se escribe como {0}.</translation>
    </message>
    <message>
        <source>manager</source>
        <translation>gerente</translation>
    </message>
    <message>
        <source>materials</source>
        <translation>materiales</translation>
    </message>
    <message>
        <source>may change the pricebook</source>
        <translation>puede cambiar la lista de precios</translation>
    </message>
    <message>
        <source>may look at the pricebook</source>
        <translation>puede ver la lista de precios</translation>
    </message>
    <message>
        <source>may propose changes</source>
        <translation>puede proponer cambios</translation>
    </message>
    <message>
        <source>name</source>
        <translation>nombre</translation>
    </message>
    <message>
        <source>no proxy is named for it</source>
        <translation>no se le nombra ningún proxy</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>imágenes</translation>
    </message>
    <message>
        <source>price</source>
        <translation>precio</translation>
    </message>
    <message>
        <source>run from its source</source>
        <translation>desde su código fuente</translation>
    </message>
    <message>
        <source>services</source>
        <translation>servicios</translation>
    </message>
    <message>
        <source>text</source>
        <translation>texto</translation>
    </message>
    <message>
        <source>the file is whole</source>
        <translation>el archivo está íntegro</translation>
    </message>
    <message>
        <source>the formula ends where {0} is expected.</source>
        <translation>la fórmula termina donde se espera {0}.</translation>
    </message>
    <message>
        <source>the formula is too long from here on. Cut it into simpler ones.</source>
        <translation>la fórmula es demasiado larga a partir de aquí. Divídala en otras más simples.</translation>
    </message>
    <message>
        <source>the number of decimals is a whole number from -{0} to {1}.</source>
        <translation>el número de decimales es un entero de -{0} a {1}.</translation>
    </message>
    <message>
        <source>the numbers become too large to count with.</source>
        <translation>los números se hacen demasiado grandes para calcular con ellos.</translation>
    </message>
    <message>
        <source>the shared database</source>
        <translation>la base de datos compartida</translation>
    </message>
    <message>
        <source>there is no function “{0}”. There are: {1}.</source>
        <translation>no hay ninguna función “{0}”. Hay: {1}.</translation>
    </message>
    <message>
        <source>there is no {0}.</source>
        <translation>no hay {0}.</translation>
    </message>
    <message>
        <source>there is nothing to work out yet.</source>
        <translation>aún no hay nada que calcular.</translation>
    </message>
    <message>
        <source>this bracket is not closed.</source>
        <translation>este paréntesis no está cerrado.</translation>
    </message>
    <message>
        <source>two things are compared at a time; join comparisons with AND( , ).</source>
        <translation>se comparan dos cosas a la vez; una las comparaciones con AND( , ).</translation>
    </message>
    <message>
        <source>versions of the program and its parts</source>
        <translation>versiones del programa y sus partes</translation>
    </message>
    <message>
        <source>viewer</source>
        <translation>lector</translation>
    </message>
    <message>
        <source>where a program looks into secured connections and shows a certificate of its own</source>
        <translation>donde un programa inspecciona las conexiones seguras y muestra un certificado propio</translation>
    </message>
    <message>
        <source>which settings are set, without their values</source>
        <translation>qué ajustes están puestos, sin sus valores</translation>
    </message>
    <message>
        <source>with a code that another has</source>
        <translation>con un código que otro tiene</translation>
    </message>
    <message>
        <source>without a cost</source>
        <translation>sin costo</translation>
    </message>
    <message>
        <source>without a price</source>
        <translation>sin precio</translation>
    </message>
    <message>
        <source>without a primary vendor</source>
        <translation>sin proveedor principal</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>sí o no</translation>
    </message>
    <message>
        <source>{0} (No. {1})</source>
        <translation>{0} (n.º {1})</translation>
    </message>
    <message>
        <source>{0} If that is right, accept it and pull again; until then nothing more is taken in.</source>
        <translation>{0} Si es correcto, acéptelo y descargue de nuevo; hasta entonces no se toma nada más.</translation>
    </message>
    <message>
        <source>{0} It was last looked for on {1}.</source>
        <translation>{0} Se buscó por última vez el {1}.</translation>
    </message>
    <message>
        <source>{0} MB</source>
        <translation>{0} MB</translation>
    </message>
    <message>
        <source>{0} answers and lets you in.</source>
        <translation>{0} responde y le deja entrar.</translation>
    </message>
    <message>
        <source>{0} answers.</source>
        <translation>{0} responde.</translation>
    </message>
    <message>
        <source>{0} are free.</source>
        <translation>Hay {0} libres.</translation>
    </message>
    <message>
        <source>{0} belongs to somebody else. Remove it.</source>
        <translation>{0} es de otra persona. Quítelo.</translation>
    </message>
    <message>
        <source>{0} can be written by others than administrators, so what {1} says cannot be trusted to be your organisation's. Give both to Administrators, and let nobody else write to them.</source>
        <translation>Otros además de los administradores pueden escribir en {0}, así que no se puede confiar en que lo que dice {1} venga de su organización. Dé ambos al grupo Administradores, y no deje que nadie más escriba en ellos.</translation>
    </message>
    <message>
        <source>{0} can be written by others than root, so what {1} says cannot be trusted to be your organisation's. Give both to root, and let nobody else write to them.</source>
        <translation>Otros además de root pueden escribir en {0}, así que no se puede confiar en que lo que dice {1} venga de su organización. Dé ambos a root, y no deje que nadie más escriba en ellos.</translation>
    </message>
    <message>
        <source>{0} can be written.</source>
        <translation>Se puede escribir en {0}.</translation>
    </message>
    <message>
        <source>{0} cannot be a login's name.</source>
        <translation>{0} no puede ser el nombre de un usuario.</translation>
    </message>
    <message>
        <source>{0} cannot be below zero.</source>
        <translation>{0} no puede ser menor que cero.</translation>
    </message>
    <message>
        <source>{0} cannot be below {1}.</source>
        <translation>{0} no puede ser menor que {1}.</translation>
    </message>
    <message>
        <source>{0} cannot be emptied here.</source>
        <translation>{0} no se puede vaciar aquí.</translation>
    </message>
    <message>
        <source>{0} cannot be empty.</source>
        <translation>{0} no puede quedar vacío.</translation>
    </message>
    <message>
        <source>{0} cannot be empty. Type 0 for nothing.</source>
        <translation>{0} no puede quedar vacío. Escriba 0 para nada.</translation>
    </message>
    <message>
        <source>{0} cannot be in a kit: only materials, equipment and services can.</source>
        <translation>{0} no puede estar en un kit: solo materiales, equipos y servicios.</translation>
    </message>
    <message>
        <source>{0} cannot be linked to itself.</source>
        <translation>{0} no se puede enlazar consigo mismo.</translation>
    </message>
    <message>
        <source>{0} cannot be more than {1}.</source>
        <translation>{0} no puede ser más que {1}.</translation>
    </message>
    <message>
        <source>{0} cannot be moved below itself.</source>
        <translation>{0} no se puede mover debajo de sí misma.</translation>
    </message>
    <message>
        <source>{0} cannot be moved below itself: {1} hangs in it.</source>
        <translation>{0} no se puede mover debajo de sí misma: {1} cuelga de ella.</translation>
    </message>
    <message>
        <source>{0} cannot be one of the {1}.</source>
        <translation>{0} no puede ser uno de los {1}.</translation>
    </message>
    <message>
        <source>{0} cannot be put into {1}.</source>
        <translation>{0} no se puede poner en {1}.</translation>
    </message>
    <message>
        <source>{0} cannot be read: {1}.</source>
        <translation>{0} no se puede leer: {1}.</translation>
    </message>
    <message>
        <source>{0} cannot be removed: {1}.</source>
        <translation>{0} no se puede quitar: {1}.</translation>
    </message>
    <message>
        <source>{0} cannot be set aside: {1}.</source>
        <translation>{0} no se puede apartar: {1}.</translation>
    </message>
    <message>
        <source>{0} cannot be typed as text.</source>
        <translation>{0} no se puede escribir como texto.</translation>
    </message>
    <message>
        <source>{0} cannot be written: {1}.</source>
        <translation>{0} no se puede escribir: {1}.</translation>
    </message>
    <message>
        <source>{0} cannot be {1}. {2}</source>
        <translation>{0} no puede ser {1}. {2}</translation>
    </message>
    <message>
        <source>{0} cannot hang in a category of {1}.</source>
        <translation>{0} no puede colgar de una categoría de {1}.</translation>
    </message>
    <message>
        <source>{0} cannot hold itself.</source>
        <translation>{0} no puede contenerse a sí mismo.</translation>
    </message>
    <message>
        <source>{0} categories</source>
        <translation>{0} categorías</translation>
    </message>
    <message>
        <source>{0} characters are too many: a formula has {1} at most.</source>
        <translation>{0} caracteres son demasiados: una fórmula tiene a lo sumo {1}.</translation>
    </message>
    <message>
        <source>{0} choices are the most.</source>
        <translation>{0} opciones son el máximo.</translation>
    </message>
    <message>
        <source>{0} comes from ServiceTitan and cannot be changed here.</source>
        <translation>{0} viene de ServiceTitan y no se puede cambiar aquí.</translation>
    </message>
    <message>
        <source>{0} copy</source>
        <translation>{0} copia</translation>
    </message>
    <message>
        <source>{0} could not be replaced: {1}.</source>
        <translation>{0} no se pudo reemplazar: {1}.</translation>
    </message>
    <message>
        <source>{0} crash reports, reduced to where it happened</source>
        <translation>{0} informes de fallos, reducidos a dónde pasó</translation>
    </message>
    <message>
        <source>{0} did not answer within {1} s.</source>
        <translation>{0} no respondió en {1} s.</translation>
    </message>
    <message>
        <source>{0} does not belong to Administrators, so what {1} says cannot be trusted to be your organisation's. Give both to Administrators, and let nobody else write to them.</source>
        <translation>{0} no pertenece al grupo Administradores, así que no se puede confiar en que lo que dice {1} venga de su organización. Dé ambos al grupo Administradores, y no deje que nadie más escriba en ellos.</translation>
    </message>
    <message>
        <source>{0} does not belong to root, so what {1} says cannot be trusted to be your organisation's. Give both to root, and let nobody else write to them.</source>
        <translation>{0} no pertenece a root, así que no se puede confiar en que lo que dice {1} venga de su organización. Dé ambos a root, y no deje que nadie más escriba en ellos.</translation>
    </message>
    <message>
        <source>{0} edits that were not yet shared could be recovered; some may be missing.</source>
        <translation>Se pudieron recuperar {0} cambios aún sin compartir; puede que falten algunos.</translation>
    </message>
    <message>
        <source>{0} entries</source>
        <translation>{0} entradas</translation>
    </message>
    <message>
        <source>{0} entries have this code.</source>
        <translation>{0} entradas tienen este código.</translation>
    </message>
    <message>
        <source>{0} fields</source>
        <translation>{0} campos</translation>
    </message>
    <message>
        <source>{0} groups are the most.</source>
        <translation>{0} grupos son el máximo.</translation>
    </message>
    <message>
        <source>{0} has a parameter “{1}” already.</source>
        <translation>{0} ya tiene un parámetro “{1}”.</translation>
    </message>
    <message>
        <source>{0} has another size than the manifest says.</source>
        <translation>{0} tiene otro tamaño que el que dice el manifiesto.</translation>
    </message>
    <message>
        <source>{0} has at most {1} decimals.</source>
        <translation>{0} tiene como mucho {1} decimales.</translation>
    </message>
    <message>
        <source>{0} has no parameter {1}.</source>
        <translation>{0} no tiene el parámetro {1}.</translation>
    </message>
    <message>
        <source>{0} has no value yet.</source>
        <translation>{0} todavía no tiene valor.</translation>
    </message>
    <message>
        <source>{0} has other links by now. Please look at it again.</source>
        <translation>{0} ya tiene otros enlaces. Por favor, mírelo de nuevo.</translation>
    </message>
    <message>
        <source>{0} has {1} places after the point; {2} are the most.</source>
        <translation>{0} tiene {1} decimales; {2} es el máximo.</translation>
    </message>
    <message>
        <source>{0} in {1}</source>
        <translation>{0} en {1}</translation>
    </message>
    <message>
        <source>{0} is a whole number.</source>
        <translation>{0} es un número entero.</translation>
    </message>
    <message>
        <source>{0} is an administrator's login; give the person one of their own.</source>
        <translation>{0} es un usuario de administrador; dele a la persona uno propio.</translation>
    </message>
    <message>
        <source>{0} is an amount, and “{1}” is a share.</source>
        <translation>{0} es un importe, y “{1}” es una parte.</translation>
    </message>
    <message>
        <source>{0} is as in version {1}.</source>
        <translation>{0} está como en la versión {1}.</translation>
    </message>
    <message>
        <source>{0} is expected here, not “{1}”.</source>
        <translation>aquí se espera {0}, no “{1}”.</translation>
    </message>
    <message>
        <source>{0} is in {1} already: {2}.</source>
        <translation>{0} ya está en {1}: {2}.</translation>
    </message>
    <message>
        <source>{0} is inactive.</source>
        <translation>{0} está inactivo.</translation>
    </message>
    <message>
        <source>{0} is needed here; “{1}” gives {2}.</source>
        <translation>aquí hace falta {0}; “{1}” da {2}.</translation>
    </message>
    <message>
        <source>{0} is not a text.</source>
        <translation>{0} no es un texto.</translation>
    </message>
    <message>
        <source>{0} is not the file that the manifest names.</source>
        <translation>{0} no es el archivo que nombra el manifiesto.</translation>
    </message>
    <message>
        <source>{0} is not there any more.</source>
        <translation>{0} ya no está.</translation>
    </message>
    <message>
        <source>{0} is not valid TOML: {1}.</source>
        <translation>{0} no es TOML válido: {1}.</translation>
    </message>
    <message>
        <source>{0} is one of: {1}.</source>
        <translation>{0} es uno de: {1}.</translation>
    </message>
    <message>
        <source>{0} is synchronised by {1}, which can damage a workspace. {2}</source>
        <translation>{1} sincroniza {0}, lo que puede dañar un espacio de trabajo. {2}</translation>
    </message>
    <message>
        <source>{0} is too large.</source>
        <translation>{0} es demasiado grande.</translation>
    </message>
    <message>
        <source>{0} is worked out with “{1}”. Change its formula first.</source>
        <translation>{0} se calcula con “{1}”. Cambie primero su fórmula.</translation>
    </message>
    <message>
        <source>{0} is written as {1}.</source>
        <translation>{0} se escribe como {1}.</translation>
    </message>
    <message>
        <source>{0} is yes or no and cannot be empty.</source>
        <translation>{0} es sí o no y no puede quedar vacío.</translation>
    </message>
    <message>
        <source>{0} is yes or no.</source>
        <translation>{0} es sí o no.</translation>
    </message>
    <message>
        <source>{0} is {1} characters long; {2} is the most.</source>
        <translation>{0} tiene {1} caracteres; el máximo es {2}.</translation>
    </message>
    <message>
        <source>{0} is {1}{2} at least.</source>
        <translation>{0} es al menos {1}{2}.</translation>
    </message>
    <message>
        <source>{0} is {1}{2} at most.</source>
        <translation>{0} es a lo sumo {1}{2}.</translation>
    </message>
    <message>
        <source>{0} keeps a secret and gives it back.</source>
        <translation>{0} guarda un secreto y lo devuelve.</translation>
    </message>
    <message>
        <source>{0} lies on a network drive, where a workspace can be damaged. {1}</source>
        <translation>{0} está en una unidad de red, donde un espacio de trabajo se puede dañar. {1}</translation>
    </message>
    <message>
        <source>{0} lines of the log, reduced to what happened where</source>
        <translation>{0} líneas del registro, reducidas a qué pasó y dónde</translation>
    </message>
    <message>
        <source>{0} names no proxy that LAZI Desktop can use: it takes http://host:port. Set {1}.</source>
        <translation>{0} no nombra un proxy que LAZI Desktop pueda usar: acepta http://host:port. Ajuste {1}.</translation>
    </message>
    <message>
        <source>{0} names the proxy {1}</source>
        <translation>{0} nombra el proxy {1}</translation>
    </message>
    <message>
        <source>{0} of parameter {1} in {2}</source>
        <translation>{0} del parámetro {1} en {2}</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} de {1}</translation>
    </message>
    <message>
        <source>{0} of {1} entries</source>
        <translation>{0} de {1} entradas</translation>
    </message>
    <message>
        <source>{0} of {1} in {2}</source>
        <translation>{0} de {1} en {2}</translation>
    </message>
    <message>
        <source>{0} of {1} was changed by somebody else since.</source>
        <translation>Otra persona cambió {0} de {1} desde entonces.</translation>
    </message>
    <message>
        <source>{0} of {1} {2} changed their price by more than half.</source>
        <translation>{0} de {1} {2} cambiaron su precio en más de la mitad.</translation>
    </message>
    <message>
        <source>{0} of {1} {2} have lost their code or name.</source>
        <translation>{0} de {1} {2} perdieron su código o nombre.</translation>
    </message>
    <message>
        <source>{0} or {1}</source>
        <translation>{0} o {1}</translation>
    </message>
    <message>
        <source>{0} or {1} more</source>
        <translation>{0} o {1} más</translation>
    </message>
    <message>
        <source>{0} parameters are the most.</source>
        <translation>{0} parámetros son el máximo.</translation>
    </message>
    <message>
        <source>{0} results</source>
        <translation>{0} resultados</translation>
    </message>
    <message>
        <source>{0} rows are too many; {1} can be pasted at once.</source>
        <translation>{0} filas son demasiadas; se pueden pegar {1} a la vez.</translation>
    </message>
    <message>
        <source>{0} samples are the most.</source>
        <translation>{0} muestras son el máximo.</translation>
    </message>
    <message>
        <source>{0} says so</source>
        <translation>{0} lo dice</translation>
    </message>
    <message>
        <source>{0} says: {1}</source>
        <translation>{0} dice: {1}</translation>
    </message>
    <message>
        <source>{0} services</source>
        <translation>{0} servicios</translation>
    </message>
    <message>
        <source>{0} substitutes are the most.</source>
        <translation>{0} sustitutos son el máximo.</translation>
    </message>
    <message>
        <source>{0} tags are the most.</source>
        <translation>{0} etiquetas son el máximo.</translation>
    </message>
    <message>
        <source>{0} was deleted in ServiceTitan.</source>
        <translation>{0} se eliminó en ServiceTitan.</translation>
    </message>
    <message>
        <source>{0} was not put there by LAZI Desktop, which keeps its former version there. Move it away.</source>
        <translation>LAZI Desktop no puso {0}, y ahí guarda su versión anterior. Muévalo a otro lugar.</translation>
    </message>
    <message>
        <source>{0} was removed by somebody else since.</source>
        <translation>Otra persona quitó {0} desde entonces.</translation>
    </message>
    <message>
        <source>{0} would have {1} lines; {2} are the most.</source>
        <translation>{0} tendría {1} líneas; {2} son el máximo.</translation>
    </message>
    <message>
        <source>{0} {1} changes</source>
        <translation>{0} {1} cambios</translation>
    </message>
    <message>
        <source>{0} {1} proposals</source>
        <translation>{0} {1} propuestas</translation>
    </message>
    <message>
        <source>{0}, and the connection through it cannot be secured.</source>
        <translation>{0}, y la conexión a través de él no se puede asegurar.</translation>
    </message>
    <message>
        <source>{0}, character {1}: {2}</source>
        <translation>{0}, carácter {1}: {2}</translation>
    </message>
    <message>
        <source>{0}, which does not answer.</source>
        <translation>{0}, que no responde.</translation>
    </message>
    <message>
        <source>{0}, which does not lead to {1}{2}.</source>
        <translation>{0}, que no lleva a {1}{2}.</translation>
    </message>
    <message>
        <source>{0}, which is itself asked by a secured connection. {1}</source>
        <translation>{0}, al que se pregunta por una conexión segura. {1}</translation>
    </message>
    <message>
        <source>{0}, which leads to ServiceTitan. {1}</source>
        <translation>{0}, que lleva a ServiceTitan. {1}</translation>
    </message>
    <message>
        <source>{0}, which {1} (407).</source>
        <translation>{0}, que {1} (407).</translation>
    </message>
    <message>
        <source>{0}. The shared database must be updated: lazi-desktop db upgrade</source>
        <translation>{0}. Hay que actualizar la base de datos compartida: lazi-desktop db upgrade</translation>
    </message>
    <message>
        <source>{0}: among the {1} none is called “{2}”.</source>
        <translation>{0}: entre {1} ninguno se llama “{2}”.</translation>
    </message>
    <message>
        <source>{0}: is a secret, which no such file may hold; it belongs in the keyring, in a file named by secrets_file, or in the variable {1}</source>
        <translation>{0}: es un secreto, que ningún archivo como este puede guardar; va en el llavero, en un archivo que nombra secrets_file o en la variable {1}</translation>
    </message>
    <message>
        <source>{0}: is a section, written as [policy].</source>
        <translation>{0}: es una sección, se escribe como [policy].</translation>
    </message>
    <message>
        <source>{0}: is a section, written as [{1}]</source>
        <translation>{0}: es una sección, se escribe como [{1}]</translation>
    </message>
    <message>
        <source>{0}: is nothing that a policy says.</source>
        <translation>{0}: no es nada que diga una política.</translation>
    </message>
    <message>
        <source>{0}: it comes to more than {1}.</source>
        <translation>{0}: da más de {1}.</translation>
    </message>
    <message>
        <source>{0}: it comes to {1}, and cannot be below zero.</source>
        <translation>{0}: da {1}, y no puede ser menor que cero.</translation>
    </message>
    <message>
        <source>{0}: names “{1}”, which this file does not set.</source>
        <translation>{0}: nombra “{1}”, que este archivo no fija.</translation>
    </message>
    <message>
        <source>{0}: some of its letters were damaged on the way.</source>
        <translation>{0}: algunas de sus letras se dañaron por el camino.</translation>
    </message>
    <message>
        <source>{0}: takes a list of keys and sections, or [“*”] for all that this file says.</source>
        <translation>{0}: acepta una lista de claves y secciones, o [“*”] para todo lo que dice este archivo.</translation>
    </message>
    <message>
        <source>{0}: takes text.</source>
        <translation>{0}: acepta texto.</translation>
    </message>
    <message>
        <source>{0}: the numbers become too large to count with.</source>
        <translation>{0}: los números se vuelven demasiado grandes para calcular.</translation>
    </message>
    <message>
        <source>{0}: the spreadsheet could not work this out ({1}).</source>
        <translation>{0}: la hoja de cálculo no pudo calcularlo ({1}).</translation>
    </message>
    <message>
        <source>{0}: there is a zero byte in it, which no text can hold.</source>
        <translation>{0}: contiene un byte cero, que ningún texto admite.</translation>
    </message>
    <message>
        <source>{0}: this is a formula. Paste its result instead.</source>
        <translation>{0}: esto es una fórmula. Pegue su resultado en su lugar.</translation>
    </message>
    <message>
        <source>{0}: this is not a number.</source>
        <translation>{0}: esto no es un número.</translation>
    </message>
    <message>
        <source>{0}: this is not a value it can hold.</source>
        <translation>{0}: este no es un valor que admita.</translation>
    </message>
    <message>
        <source>{0}: {1} are the most.</source>
        <translation>{0}: {1} es el máximo.</translation>
    </message>
    <message>
        <source>{0}: {1} characters, and {2} are the most.</source>
        <translation>{0}: {1} caracteres, y {2} es el máximo.</translation>
    </message>
    <message>
        <source>{0}: {1} expected, {2} found.</source>
        <translation>{0}: se esperaba {1}, se encontró {2}.</translation>
    </message>
    <message>
        <source>{0}: “{1}” is a formula. Paste its result instead.</source>
        <translation>{0}: “{1}” es una fórmula. Pegue su resultado en su lugar.</translation>
    </message>
    <message>
        <source>{0}: “{1}” is not a number.</source>
        <translation>{0}: “{1}” no es un número.</translation>
    </message>
    <message>
        <source>“{0}/0” divides by nothing.</source>
        <translation>“{0}/0” divide entre nada.</translation>
    </message>
    <message>
        <source>“{0}” can be read in two ways. Type {1}, or ={2} if it is to be reckoned.</source>
        <translation>“{0}” se puede leer de dos maneras. Escriba {1}, o ={2} si se debe calcular.</translation>
    </message>
    <message>
        <source>“{0}” cannot be a login's name: use letters, digits and . _ - @, at most 63, beginning with a letter.</source>
        <translation>“{0}” no puede ser el nombre de un usuario: use letras, cifras y . _ - @, como mucho 63, empezando por una letra.</translation>
    </message>
    <message>
        <source>“{0}” cannot be the name of a parameter: letters, digits, spaces and _ can be in it.</source>
        <translation>“{0}” no puede ser el nombre de un parámetro: puede tener letras, cifras, espacios y _.</translation>
    </message>
    <message>
        <source>“{0}” in {1}</source>
        <translation>“{0}” en {1}</translation>
    </message>
    <message>
        <source>“{0}” in {1} is not a text. Put it in quotes.</source>
        <translation>“{0}” en {1} no es un texto. Póngalo entre comillas.</translation>
    </message>
    <message>
        <source>“{0}” in {1}, line {2}</source>
        <translation>“{0}” en {1}, línea {2}</translation>
    </message>
    <message>
        <source>“{0}” is 0, and nothing can be divided by it.</source>
        <translation>“{0}” es 0, y nada se puede dividir entre eso.</translation>
    </message>
    <message>
        <source>“{0}” is a category of {1}.</source>
        <translation>“{0}” es una categoría de {1}.</translation>
    </message>
    <message>
        <source>“{0}” is inactive.</source>
        <translation>“{0}” está inactivo.</translation>
    </message>
    <message>
        <source>“{0}” is not a number. Type it like {1}.</source>
        <translation>“{0}” no es un número. Escríbalo como {1}.</translation>
    </message>
    <message>
        <source>“{0}” is not a quantity. Type it like 2, 1.5, 1 1/2 or =[run_ft]*2.</source>
        <translation>“{0}” no es una cantidad. Escríbala como 2, 1.5, 1 1/2 o =[run_ft]*2.</translation>
    </message>
    <message>
        <source>“{0}” is not an address of ServiceTitan.</source>
        <translation>“{0}” no es una dirección de ServiceTitan.</translation>
    </message>
    <message>
        <source>“{0}” is open in another program, or its folder may not be written to.</source>
        <translation>“{0}” está abierto en otro programa, o no se puede escribir en su carpeta.</translation>
    </message>
    <message>
        <source>“{0}” may be {1}.</source>
        <translation>“{0}” puede ser {1}.</translation>
    </message>
    <message>
        <source>“{0}” means nothing here.</source>
        <translation>“{0}” no significa nada aquí.</translation>
    </message>
    <message>
        <source>“{0}” would send the secrets in the open. Use https.</source>
        <translation>“{0}” enviaría los secretos a la vista. Use https.</translation>
    </message>
    <message>
        <source>“{0}…” is too long for a tag; {1} characters are the most.</source>
        <translation>“{0}…” es demasiado largo para una etiqueta; el máximo son {1} caracteres.</translation>
    </message>
</context>
<context>
    <name>DroppingTree</name>
    <message>
        <source>{count} categories</source>
        <translation>{count} categorías</translation>
    </message>
</context>
<context>
    <name>Editing</name>
    <message>
        <source>Change {field} of {count} entries</source>
        <translation>Cambiar {field} de {count} entradas</translation>
    </message>
</context>
<context>
    <name>EditorArea</name>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Close this editor</source>
        <translation>Cerrar este editor</translation>
    </message>
    <message>
        <source>Open editors</source>
        <translation>Editores abiertos</translation>
    </message>
    <message>
        <source>Something in it is not saved</source>
        <translation>Hay algo sin guardar</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabla</translation>
    </message>
    <message>
        <source>{count} entries</source>
        <translation>{count} entradas</translation>
    </message>
</context>
<context>
    <name>Edits</name>
    <message>
        <source>Nothing was changed</source>
        <translation>Nada cambió</translation>
    </message>
    <message>
        <source>Prices are set by managers. Your role is {level}: you can propose everything else.</source>
        <translation>Los precios los fijan los gerentes. Su función es {level}: puede proponer todo lo demás.</translation>
    </message>
    <message>
        <source>Proposed: {changes}. A manager decides.</source>
        <translation>Propuesto: {changes}. Decide un gerente.</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rehacer</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Withdrawn: {proposals}.</source>
        <translation>Retirado: {proposals}.</translation>
    </message>
    <message>
        <source>Your role ({level}) can look but not change.</source>
        <translation>Su función ({level}) puede mirar pero no cambiar.</translation>
    </message>
    <message>
        <source>change</source>
        <translation>cambio</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>cambios</translation>
    </message>
    <message>
        <source>proposal</source>
        <translation>propuesta</translation>
    </message>
    <message>
        <source>proposals</source>
        <translation>propuestas</translation>
    </message>
    <message>
        <source>{changes} left out. {why}</source>
        <translation>{changes} dejados fuera. {why}</translation>
    </message>
</context>
<context>
    <name>EmptyGallery</name>
    <message>
        <source>Clear filters</source>
        <translation>Quitar los filtros</translation>
    </message>
    <message>
        <source>Every entry here has a picture</source>
        <translation>Todas las entradas de aquí tienen imagen</translation>
    </message>
    <message>
        <source>It is found out when a picture is first shown.</source>
        <translation>Se averigua al mostrar una imagen por primera vez.</translation>
    </message>
    <message>
        <source>No entries match these filters</source>
        <translation>Ninguna entrada coincide con estos filtros</translation>
    </message>
    <message>
        <source>No picture here is known to be broken</source>
        <translation>No se sabe de ninguna imagen rota aquí</translation>
    </message>
    <message>
        <source>No picture here is known to be too small</source>
        <translation>No se sabe de ninguna imagen demasiado pequeña aquí</translation>
    </message>
    <message>
        <source>No picture here is known to hang on two entries</source>
        <translation>No se sabe de ninguna imagen en dos entradas aquí</translation>
    </message>
    <message>
        <source>No picture here waits to be pushed</source>
        <translation>Ninguna imagen de aquí espera para enviarse</translation>
    </message>
    <message>
        <source>No picture here was refused</source>
        <translation>Ninguna imagen de aquí fue rechazada</translation>
    </message>
</context>
<context>
    <name>EmptyGrid</name>
    <message>
        <source>All of {tree} was searched.</source>
        <translation>Se buscó en todo {tree}.</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>Vaciar la búsqueda</translation>
    </message>
    <message>
        <source>It comes by itself, as soon as a computer of the team that has ServiceTitan's keys pulls it.</source>
        <translation>Llega por sí sola, en cuanto la descargue una computadora del equipo que tenga las claves de ServiceTitan.</translation>
    </message>
    <message>
        <source>No entries in this category</source>
        <translation>No hay entradas en esta categoría</translation>
    </message>
    <message>
        <source>No materials pulled yet</source>
        <translation>Aún no se han descargado materiales</translation>
    </message>
    <message>
        <source>No services pulled yet</source>
        <translation>Aún no se han descargado servicios</translation>
    </message>
    <message>
        <source>Nothing matches “{search}”</source>
        <translation>Nada coincide con “{search}”</translation>
    </message>
    <message>
        <source>Nothing pulled yet</source>
        <translation>Aún no se ha descargado nada</translation>
    </message>
    <message>
        <source>Only the chosen categories were searched.</source>
        <translation>Solo se buscó en las categorías elegidas.</translation>
    </message>
    <message>
        <source>Pull</source>
        <translation>Descargar</translation>
    </message>
    <message>
        <source>Pull brings the pricebook from ServiceTitan. It changes nothing there.</source>
        <translation>La descarga trae la lista de precios de ServiceTitan. Allí no cambia nada.</translation>
    </message>
    <message>
        <source>Search everywhere</source>
        <translation>Buscar en todas partes</translation>
    </message>
</context>
<context>
    <name>Enlarged</name>
    <message>
        <source>The picture, large</source>
        <translation>La imagen, en grande</translation>
    </message>
</context>
<context>
    <name>EntityForm</name>
    <message>
        <source>Each entry has its own.</source>
        <translation>Cada entrada tiene el suyo.</translation>
    </message>
</context>
<context>
    <name>EntityHeader</name>
    <message>
        <source>deleted in ServiceTitan</source>
        <translation>eliminado en ServiceTitan</translation>
    </message>
    <message>
        <source>inactive</source>
        <translation>inactivo</translation>
    </message>
    <message>
        <source>will be created</source>
        <translation>se creará</translation>
    </message>
    <message>
        <source>{count} entries</source>
        <translation>{count} entradas</translation>
    </message>
</context>
<context>
    <name>EntityPanel</name>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
    <message>
        <source>Parts of the entry</source>
        <translation>Partes de la entrada</translation>
    </message>
</context>
<context>
    <name>EntryLife</name>
    <message>
        <source>Deactivate</source>
        <translation>Desactivar</translation>
    </message>
    <message>
        <source>Deactivate anyway</source>
        <translation>Desactivar de todos modos</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Eliminar</translation>
    </message>
    <message>
        <source>Nothing was opened</source>
        <translation>No se abrió nada</translation>
    </message>
    <message>
        <source>ServiceTitan does not have it yet.</source>
        <translation>ServiceTitan aún no lo tiene.</translation>
    </message>
    <message>
        <source>This connection has no pages to open in the browser.</source>
        <translation>Esta conexión no tiene páginas que abrir en el navegador.</translation>
    </message>
    <message>
        <source>code</source>
        <translation>código</translation>
    </message>
    <message>
        <source>codes</source>
        <translation>códigos</translation>
    </message>
    <message>
        <source>{codes} copied.</source>
        <translation>{codes} copiados.</translation>
    </message>
</context>
<context>
    <name>EntryUses</name>
    <message>
        <source>ServiceTitan keeps what it has: {off} will be made inactive, which can be taken back.</source>
        <translation>ServiceTitan conserva lo que tiene: {off} pasará a inactivo, lo que se puede deshacer.</translation>
    </message>
    <message>
        <source>entries</source>
        <translation>entradas</translation>
    </message>
    <message>
        <source>entry</source>
        <translation>entrada</translation>
    </message>
    <message>
        <source>{gone} that it never had will be thrown away.</source>
        <translation>{gone} que nunca tuvo se descartarán.</translation>
    </message>
    <message>
        <source>{name} is used in {where}. They keep the link, to something inactive.</source>
        <translation>{name} se usa en {where}. Conservan el enlace, a algo inactivo.</translation>
    </message>
    <message>
        <source>{used} of the {count} are used in {where}. They keep the links, to something inactive.</source>
        <translation>{used} de las {count} se usan en {where}. Conservan los enlaces, a algo inactivo.</translation>
    </message>
</context>
<context>
    <name>EnvironmentChoice</name>
    <message>
        <source>API address</source>
        <translation>Dirección de la API</translation>
    </message>
    <message>
        <source>Another address</source>
        <translation>Otra dirección</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Entorno</translation>
    </message>
    <message>
        <source>Integration (sandbox)</source>
        <translation>Integración (pruebas)</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>Producción</translation>
    </message>
    <message>
        <source>Sign-in address</source>
        <translation>Dirección de inicio de sesión</translation>
    </message>
</context>
<context>
    <name>Explanation</name>
    <message>
        <source>How it comes about</source>
        <translation>Cómo se llega a esto</translation>
    </message>
    <message>
        <source>Material cost</source>
        <translation>Costo del material</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Precio</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Pages to print (*.pdf)</source>
        <translation>Páginas para imprimir (*.pdf)</translation>
    </message>
    <message>
        <source>Save for signature</source>
        <translation>Guardar para firmar</translation>
    </message>
    <message>
        <source>Save the list</source>
        <translation>Guardar la lista</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>Guardado como {name}.</translation>
    </message>
    <message>
        <source>Sheet (*.xlsx)</source>
        <translation>Hoja de cálculo (*.xlsx)</translation>
    </message>
</context>
<context>
    <name>FacetPopup</name>
    <message>
        <source>All values</source>
        <translation>Todos los valores</translation>
    </message>
    <message>
        <source>Find a value of {column}</source>
        <translation>Buscar un valor de {column}</translation>
    </message>
</context>
<context>
    <name>Facets</name>
    <message>
        <source>(nothing)</source>
        <translation>(nada)</translation>
    </message>
    <message>
        <source>As in ServiceTitan</source>
        <translation>Como en ServiceTitan</translation>
    </message>
    <message>
        <source>{n} values</source>
        <translation>{n} valores</translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>Active</source>
        <translation>Activo</translation>
    </message>
    <message>
        <source>Active ingredients</source>
        <translation>Ingredientes activos</translation>
    </message>
    <message>
        <source>Add-on member price</source>
        <translation>Adicional miembro</translation>
    </message>
    <message>
        <source>Add-on price</source>
        <translation>Precio adicional</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Importe</translation>
    </message>
    <message>
        <source>Amount is</source>
        <translation>El importe es</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Archivados</translation>
    </message>
    <message>
        <source>Asset account</source>
        <translation>Cuenta de activo</translation>
    </message>
    <message>
        <source>Bonus</source>
        <translation>Bono</translation>
    </message>
    <message>
        <source>Budget cost code</source>
        <translation>Código de costo del presupuesto</translation>
    </message>
    <message>
        <source>Budget cost type</source>
        <translation>Tipo de costo del presupuesto</translation>
    </message>
    <message>
        <source>Business unit</source>
        <translation>Unidad de negocio</translation>
    </message>
    <message>
        <source>Business units</source>
        <translation>Unidades de negocio</translation>
    </message>
    <message>
        <source>Calculated price</source>
        <translation>Precio calculado</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Categorías</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Categoría</translation>
    </message>
    <message>
        <source>Chargeable by default</source>
        <translation>Cobrable por defecto</translation>
    </message>
    <message>
        <source>Chemical</source>
        <translation>Químico</translation>
    </message>
    <message>
        <source>Choices</source>
        <translation>Opciones</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Collapsed</source>
        <translation>Contraído</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Color</translation>
    </message>
    <message>
        <source>Commission bonus</source>
        <translation>Bono de comisión</translation>
    </message>
    <message>
        <source>Configurable</source>
        <translation>Configurable</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Contenido</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Costo</translation>
    </message>
    <message>
        <source>Cost locked</source>
        <translation>Costo bloqueado</translation>
    </message>
    <message>
        <source>Cost of sale account</source>
        <translation>Cuenta de costo de ventas</translation>
    </message>
    <message>
        <source>Cost type</source>
        <translation>Tipo de costo</translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>Portada</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Creado</translation>
    </message>
    <message>
        <source>Created by</source>
        <translation>Creado por</translation>
    </message>
    <message>
        <source>Cross-sale group</source>
        <translation>Grupo de venta cruzada</translation>
    </message>
    <message>
        <source>Deduct as job cost</source>
        <translation>Deducir como costo del trabajo</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Valor propio</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Descripción</translation>
    </message>
    <message>
        <source>Dimensions</source>
        <translation>Dimensiones</translation>
    </message>
    <message>
        <source>Display in amount</source>
        <translation>Mostrar en el importe</translation>
    </message>
    <message>
        <source>EPA number</source>
        <translation>Número EPA</translation>
    </message>
    <message>
        <source>Equipment</source>
        <translation>Equipo</translation>
    </message>
    <message>
        <source>Equipment type</source>
        <translation>Tipo de equipo</translation>
    </message>
    <message>
        <source>Exclude from payroll</source>
        <translation>Excluir de la nómina</translation>
    </message>
    <message>
        <source>External id</source>
        <translation>Id externo</translation>
    </message>
    <message>
        <source>GL account</source>
        <translation>Cuenta contable</translation>
    </message>
    <message>
        <source>Greatest value</source>
        <translation>Valor mayor</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Grupo</translation>
    </message>
    <message>
        <source>Hidden in mobile</source>
        <translation>Oculto en el móvil</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>Horas</translation>
    </message>
    <message>
        <source>How it meets what is there</source>
        <translation>Cómo se une con lo que hay</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Imagen</translation>
    </message>
    <message>
        <source>Images and files</source>
        <translation>Imágenes y archivos</translation>
    </message>
    <message>
        <source>Images of SKUs</source>
        <translation>Imágenes de SKU</translation>
    </message>
    <message>
        <source>Inventory</source>
        <translation>Inventario</translation>
    </message>
    <message>
        <source>Kit</source>
        <translation>Kit</translation>
    </message>
    <message>
        <source>Labor</source>
        <translation>Mano de obra</translation>
    </message>
    <message>
        <source>Least value</source>
        <translation>Valor menor</translation>
    </message>
    <message>
        <source>Ledger account</source>
        <translation>Cuenta contable</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Límite</translation>
    </message>
    <message>
        <source>Manufacturer</source>
        <translation>Fabricante</translation>
    </message>
    <message>
        <source>Manufacturer's warranty</source>
        <translation>Garantía del fabricante</translation>
    </message>
    <message>
        <source>Materials</source>
        <translation>Materiales</translation>
    </message>
    <message>
        <source>Member price</source>
        <translation>Precio de miembro</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>Modified</source>
        <translation>Modificado</translation>
    </message>
    <message>
        <source>Multiplier</source>
        <translation>Multiplicador</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Número</translation>
    </message>
    <message>
        <source>Optional</source>
        <translation>Opcional</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Opcionales</translation>
    </message>
    <message>
        <source>Other direct cost</source>
        <translation>Otro costo directo</translation>
    </message>
    <message>
        <source>Our warranty</source>
        <translation>Nuestra garantía</translation>
    </message>
    <message>
        <source>Pack size</source>
        <translation>Tamaño del paquete</translation>
    </message>
    <message>
        <source>Parent</source>
        <translation>Categoría superior</translation>
    </message>
    <message>
        <source>Pays commission</source>
        <translation>Paga comisión</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lugar</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Posición</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Precio</translation>
    </message>
    <message>
        <source>Price locked</source>
        <translation>Precio bloqueado</translation>
    </message>
    <message>
        <source>Primary vendor</source>
        <translation>Proveedor principal</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Cantidad</translation>
    </message>
    <message>
        <source>Recommendations</source>
        <translation>Recomendaciones</translation>
    </message>
    <message>
        <source>Removal</source>
        <translation>Retirada</translation>
    </message>
    <message>
        <source>Review mark</source>
        <translation>Marca de revisión</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Servicio</translation>
    </message>
    <message>
        <source>Sold-by commission</source>
        <translation>Comisión de quien vende</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Fuente</translation>
    </message>
    <message>
        <source>Static prices</source>
        <translation>Precios estáticos</translation>
    </message>
    <message>
        <source>Substitutes</source>
        <translation>Sustitutos</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etiquetas</translation>
    </message>
    <message>
        <source>Taxable</source>
        <translation>Gravable</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>Árbol</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Clase</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unidad</translation>
    </message>
    <message>
        <source>Upgrades</source>
        <translation>Mejoras</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Valores</translation>
    </message>
    <message>
        <source>Variations</source>
        <translation>Variaciones</translation>
    </message>
    <message>
        <source>Vendors</source>
        <translation>Proveedores</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versión</translation>
    </message>
    <message>
        <source>Videos of SKUs</source>
        <translation>Videos de SKU</translation>
    </message>
    <message>
        <source>Warranty</source>
        <translation>Garantía</translation>
    </message>
    <message>
        <source>Waste</source>
        <translation>Desperdicio</translation>
    </message>
    <message>
        <source>What is expected</source>
        <translation>Lo que se espera</translation>
    </message>
    <message>
        <source>What stood beside it</source>
        <translation>Lo que había al lado</translation>
    </message>
    <message>
        <source>What was applied</source>
        <translation>Lo que se aplicó</translation>
    </message>
    <message>
        <source>What was left as it was</source>
        <translation>Lo que se dejó como estaba</translation>
    </message>
</context>
<context>
    <name>FieldEditor</name>
    <message>
        <source>Changed here in {count}</source>
        <translation>Cambiado aquí en {count}</translation>
    </message>
    <message>
        <source>Changed in ServiceTitan too: {theirs}</source>
        <translation>Cambiado también en ServiceTitan: {theirs}</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>Decidir…</translation>
    </message>
    <message>
        <source>Deleted in ServiceTitan</source>
        <translation>Eliminado en ServiceTitan</translation>
    </message>
    <message>
        <source>Deleted there</source>
        <translation>Eliminado allí</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>No guardado</translation>
    </message>
    <message>
        <source>Not saved: {reason}</source>
        <translation>No guardado: {reason}</translation>
    </message>
    <message>
        <source>ST: {theirs}</source>
        <translation>ST: {theirs}</translation>
    </message>
    <message>
        <source>Sent, but ServiceTitan has {theirs}</source>
        <translation>Enviado, pero ServiceTitan tiene {theirs}</translation>
    </message>
    <message>
        <source>ServiceTitan said no: {words}</source>
        <translation>ServiceTitan dijo que no: {words}</translation>
    </message>
    <message>
        <source>ServiceTitan: {theirs}</source>
        <translation>ServiceTitan: {theirs}</translation>
    </message>
    <message>
        <source>drop</source>
        <translation>quitar</translation>
    </message>
    <message>
        <source>revert</source>
        <translation>revertir</translation>
    </message>
    <message>
        <source>save</source>
        <translation>guardar</translation>
    </message>
    <message>
        <source>{count} different values</source>
        <translation>{count} valores distintos</translation>
    </message>
</context>
<context>
    <name>FiguresRow</name>
    <message>
        <source>A cost is missing in them: click to see them alone</source>
        <translation>Les falta un costo: haga clic para ver solo esos</translation>
    </message>
    <message>
        <source>They give other quantities now than the services have from them: click to see them alone</source>
        <translation>Ahora dan otras cantidades que las que los servicios tienen de ellos: haga clic para ver solo esos</translation>
    </message>
    <message>
        <source>average margin</source>
        <translation>margen promedio</translation>
    </message>
    <message>
        <source>changed since used</source>
        <translation>cambiados desde su uso</translation>
    </message>
    <message>
        <source>in {kit}</source>
        <translation>en {kit}</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>incompletos</translation>
    </message>
    <message>
        <source>kit</source>
        <translation>kit</translation>
    </message>
    <message>
        <source>kits</source>
        <translation>kits</translation>
    </message>
    <message>
        <source>oldest cost</source>
        <translation>costo más antiguo</translation>
    </message>
</context>
<context>
    <name>Filing</name>
    <message>
        <source>Move there</source>
        <translation>Mover allí</translation>
    </message>
    <message>
        <source>New change-set</source>
        <translation>Nuevo conjunto de cambios</translation>
    </message>
    <message>
        <source>New change-set…</source>
        <translation>Nuevo conjunto de cambios…</translation>
    </message>
    <message>
        <source>No change-set</source>
        <translation>Sin conjunto de cambios</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Rechazar</translation>
    </message>
    <message>
        <source>Reject {proposals}</source>
        <translation>Rechazar {proposals}</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renombrar</translation>
    </message>
    <message>
        <source>Rename the change-set</source>
        <translation>Renombrar el conjunto de cambios</translation>
    </message>
    <message>
        <source>What is it for?</source>
        <translation>¿Para qué es?</translation>
    </message>
    <message>
        <source>What is it for? “Q4 PVC increase”</source>
        <translation>¿Para qué es? “Aumento de PVC T4”</translation>
    </message>
    <message>
        <source>Why? Who proposed it will read this</source>
        <translation>¿Por qué? Lo leerá quien lo propuso</translation>
    </message>
    <message>
        <source>change</source>
        <translation>cambio</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>cambios</translation>
    </message>
    <message>
        <source>no change-set</source>
        <translation>ningún conjunto de cambios</translation>
    </message>
    <message>
        <source>proposal</source>
        <translation>propuesta</translation>
    </message>
    <message>
        <source>proposals</source>
        <translation>propuestas</translation>
    </message>
    <message>
        <source>{changes} held back: pushing leaves them out.</source>
        <translation>{changes} retenidos: al enviar se dejan fuera.</translation>
    </message>
    <message>
        <source>{changes} moved to {name}.</source>
        <translation>{changes} movidos a {name}.</translation>
    </message>
    <message>
        <source>{changes} released.</source>
        <translation>{changes} liberados.</translation>
    </message>
    <message>
        <source>{proposals} accepted.</source>
        <translation>{proposals} aceptadas.</translation>
    </message>
</context>
<context>
    <name>Filmstrip</name>
    <message>
        <source>Pictures of the entry</source>
        <translation>Imágenes de la entrada</translation>
    </message>
</context>
<context>
    <name>FilterPills</name>
    <message>
        <source>Clear filters</source>
        <translation>Quitar los filtros</translation>
    </message>
    <message>
        <source>Filters in force</source>
        <translation>Filtros en vigor</translation>
    </message>
    <message>
        <source>Show all rows again</source>
        <translation>Mostrar de nuevo todas las filas</translation>
    </message>
    <message>
        <source>Take the filter away: {filter}</source>
        <translation>Quitar el filtro: {filter}</translation>
    </message>
    <message>
        <source>Take this filter away</source>
        <translation>Quitar este filtro</translation>
    </message>
    <message>
        <source>entries</source>
        <translation>entradas</translation>
    </message>
    <message>
        <source>entry</source>
        <translation>entrada</translation>
    </message>
    <message>
        <source>{entries} of this list</source>
        <translation>{entries} de esta lista</translation>
    </message>
</context>
<context>
    <name>FilterRow</name>
    <message>
        <source>Filters</source>
        <translation>Filtros</translation>
    </message>
</context>
<context>
    <name>FilterStrip</name>
    <message>
        <source>Active only</source>
        <translation>Solo activas</translation>
    </message>
    <message>
        <source>All change-sets</source>
        <translation>Todos los conjuntos</translation>
    </message>
    <message>
        <source>Change-set</source>
        <translation>Conjunto de cambios</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Quitar los filtros</translation>
    </message>
    <message>
        <source>Counts only pictures that were looked at; Keep offline looks at all</source>
        <translation>Cuenta solo imágenes ya miradas; “Usar sin conexión” las mira todas</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Todos</translation>
    </message>
    <message>
        <source>Filter by code, name, field or person</source>
        <translation>Filtrar por código, nombre, campo o persona</translation>
    </message>
    <message>
        <source>Filter the changes</source>
        <translation>Filtrar los cambios</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filtros</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>Agrupar por</translation>
    </message>
    <message>
        <source>One picture</source>
        <translation>Una imagen</translation>
    </message>
    <message>
        <source>Only what shows these pictures, as a report has them</source>
        <translation>Solo lo que muestra estas imágenes, según un informe</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Persona</translation>
    </message>
    <message>
        <source>Pictures of a report</source>
        <translation>Imágenes de un informe</translation>
    </message>
    <message>
        <source>Show all entries again</source>
        <translation>Mostrar de nuevo todas las entradas</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Ordenar por</translation>
    </message>
    <message>
        <source>Without inactive entries, as a report counts</source>
        <translation>Sin entradas inactivas, como cuenta un informe</translation>
    </message>
    <message>
        <source>entries</source>
        <translation>entradas</translation>
    </message>
    <message>
        <source>entry</source>
        <translation>entrada</translation>
    </message>
</context>
<context>
    <name>FirstFill</name>
    <message>
        <source>A pull brings categories, materials, services, equipment, discounts and fees from ServiceTitan.</source>
        <translation>Una descarga trae de ServiceTitan categorías, materiales, servicios, equipos, descuentos y cargos.</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Conectando…</translation>
    </message>
    <message>
        <source>Fetching the team's pricebook…</source>
        <translation>Trayendo la lista de precios del equipo…</translation>
    </message>
    <message>
        <source>It comes by itself, as soon as a computer of the team that has ServiceTitan's keys pulls it. Whoever has the keys can add them to this one: Settings › Connection.</source>
        <translation>Llega por sí sola, en cuanto la descargue una computadora del equipo que tenga las claves de ServiceTitan. Quien tenga las claves puede agregarlas a esta: Ajustes › Conexión.</translation>
    </message>
    <message>
        <source>No pricebook here yet</source>
        <translation>Aquí aún no hay lista de precios</translation>
    </message>
    <message>
        <source>Pull the pricebook</source>
        <translation>Descargar la lista de precios</translation>
    </message>
    <message>
        <source>Pulling your pricebook…</source>
        <translation>Descargando su lista de precios…</translation>
    </message>
    <message>
        <source>{done} of {total} {what}</source>
        <translation>{done} de {total} {what}</translation>
    </message>
</context>
<context>
    <name>FirstRunWindow</name>
    <message>
        <source>Database</source>
        <translation>Base de datos</translation>
    </message>
    <message>
        <source>First pull</source>
        <translation>Primera descarga</translation>
    </message>
    <message>
        <source>ServiceTitan</source>
        <translation>ServiceTitan</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Equipo</translation>
    </message>
    <message>
        <source>Welcome to LAZI Desktop</source>
        <translation>Bienvenido a LAZI Desktop</translation>
    </message>
</context>
<context>
    <name>Flags</name>
    <message>
        <source>Below margin floor</source>
        <translation>Bajo el margen mínimo</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>Conflicto</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Eliminado</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>Difiere</translation>
    </message>
    <message>
        <source>Dynamic price</source>
        <translation>Precio dinámico</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Falló</translation>
    </message>
    <message>
        <source>Inactive</source>
        <translation>Inactivo</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nuevo</translation>
    </message>
    <message>
        <source>No image</source>
        <translation>Sin imagen</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Pendiente</translation>
    </message>
    <message>
        <source>Price locked</source>
        <translation>Precio bloqueado</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>Propuesto</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>Entregado</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>Por revisar</translation>
    </message>
    <message>
        <source>Without category</source>
        <translation>Sin categoría</translation>
    </message>
</context>
<context>
    <name>FolderMatching</name>
    <message>
        <source>Match a folder of pictures with SKUs</source>
        <translation>Relacionar una carpeta de imágenes con los SKU</translation>
    </message>
    <message>
        <source>Match a folder…</source>
        <translation>Relacionar carpeta…</translation>
    </message>
</context>
<context>
    <name>FolderReading</name>
    <message>
        <source>Comparing with the pricebook …</source>
        <translation>Comparando con la lista de precios …</translation>
    </message>
    <message>
        <source>Looking at the pictures …</source>
        <translation>Mirando las imágenes …</translation>
    </message>
    <message>
        <source>Looking into the folder …</source>
        <translation>Mirando la carpeta …</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nada cambió.</translation>
    </message>
</context>
<context>
    <name>FullView</name>
    <message>
        <source>Edit the entry's pictures (F2)</source>
        <translation>Editar las imágenes de la entrada (F2)</translation>
    </message>
    <message>
        <source>Entry before</source>
        <translation>Entrada anterior</translation>
    </message>
    <message>
        <source>Next entry</source>
        <translation>Entrada siguiente</translation>
    </message>
    <message>
        <source>Picture in full</source>
        <translation>Imagen completa</translation>
    </message>
    <message>
        <source>Show in the pricebook (Ctrl+Enter)</source>
        <translation>Mostrar en la lista de precios (Ctrl+Intro)</translation>
    </message>
    <message>
        <source>added here</source>
        <translation>agregada aquí</translation>
    </message>
    <message>
        <source>low resolution</source>
        <translation>baja resolución</translation>
    </message>
    <message>
        <source>picture {number} of {count}</source>
        <translation>imagen {number} de {count}</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} de {count}</translation>
    </message>
</context>
<context>
    <name>GalleryActions</name>
    <message>
        <source>By codes, vendor parts and names in the files' names, and by their looks</source>
        <translation>Por códigos, partes del proveedor y nombres en los nombres de archivo, y por su aspecto</translation>
    </message>
    <message>
        <source>Choose an entry first</source>
        <translation>Elija primero una entrada</translation>
    </message>
    <message>
        <source>Choose two entries with pictures first</source>
        <translation>Elija primero dos entradas con imágenes</translation>
    </message>
    <message>
        <source>Compare two pictures</source>
        <translation>Comparar dos imágenes</translation>
    </message>
    <message>
        <source>Copy codes</source>
        <translation>Copiar códigos</translation>
    </message>
    <message>
        <source>Edit the entry's pictures</source>
        <translation>Editar las imágenes de la entrada</translation>
    </message>
    <message>
        <source>From the clipboard, onto the chosen entries</source>
        <translation>Del portapapeles a las entradas elegidas</translation>
    </message>
    <message>
        <source>In its editor</source>
        <translation>En su editor</translation>
    </message>
    <message>
        <source>Larger pictures</source>
        <translation>Imágenes más grandes</translation>
    </message>
    <message>
        <source>Match a folder of pictures with SKUs</source>
        <translation>Relacionar una carpeta de imágenes con los SKU</translation>
    </message>
    <message>
        <source>Paste pictures</source>
        <translation>Pegar imágenes</translation>
    </message>
    <message>
        <source>Pictures of the usual size</source>
        <translation>Imágenes de tamaño normal</translation>
    </message>
    <message>
        <source>Show all pictures</source>
        <translation>Mostrar todas las imágenes</translation>
    </message>
    <message>
        <source>Show in the pricebook</source>
        <translation>Mostrar en la lista de precios</translation>
    </message>
    <message>
        <source>Show the picture in full</source>
        <translation>Mostrar la imagen completa</translation>
    </message>
    <message>
        <source>Smaller pictures</source>
        <translation>Imágenes más pequeñas</translation>
    </message>
    <message>
        <source>This window is not set up for adding pictures</source>
        <translation>Esta ventana no está preparada para agregar imágenes</translation>
    </message>
    <message>
        <source>Those of the two chosen entries, side by side</source>
        <translation>Las de las dos entradas elegidas, lado a lado</translation>
    </message>
    <message>
        <source>Without search and filters</source>
        <translation>Sin búsqueda ni filtros</translation>
    </message>
</context>
<context>
    <name>GalleryFlags</name>
    <message>
        <source>A picture cannot be shown, or is not where it should be</source>
        <translation>Una imagen no se puede mostrar o no está donde debería</translation>
    </message>
    <message>
        <source>A picture looks poor on a tablet: fewer than 400 pixels</source>
        <translation>Una imagen se ve mal en una tableta: menos de 400 píxeles</translation>
    </message>
    <message>
        <source>Broken</source>
        <translation>Rotas</translation>
    </message>
    <message>
        <source>Entries without any picture</source>
        <translation>Entradas sin ninguna imagen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fallidas</translation>
    </message>
    <message>
        <source>Low resolution</source>
        <translation>Baja resolución</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Sin imagen</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Pendientes</translation>
    </message>
    <message>
        <source>Pictures changed here that ServiceTitan does not have yet</source>
        <translation>Imágenes cambiadas aquí que ServiceTitan aún no tiene</translation>
    </message>
    <message>
        <source>ServiceTitan refused the pictures, or shows others</source>
        <translation>ServiceTitan rechazó las imágenes o muestra otras</translation>
    </message>
    <message>
        <source>Shared</source>
        <translation>Compartidas</translation>
    </message>
    <message>
        <source>The same picture hangs on another entry, too</source>
        <translation>La misma imagen está también en otra entrada</translation>
    </message>
</context>
<context>
    <name>GalleryHandling</name>
    <message>
        <source>There is no picture in the clipboard.</source>
        <translation>No hay ninguna imagen en el portapapeles.</translation>
    </message>
</context>
<context>
    <name>GalleryKeys</name>
    <message>
        <source>Back to all pictures</source>
        <translation>Volver a todas las imágenes</translation>
    </message>
    <message>
        <source>Choose everything</source>
        <translation>Elegir todo</translation>
    </message>
    <message>
        <source>Choose one more, or one less</source>
        <translation>Elegir una más o una menos</translation>
    </message>
    <message>
        <source>Edit the entry's pictures</source>
        <translation>Editar las imágenes de la entrada</translation>
    </message>
    <message>
        <source>Entry before</source>
        <translation>Entrada anterior</translation>
    </message>
    <message>
        <source>Extend the selection</source>
        <translation>Ampliar la selección</translation>
    </message>
    <message>
        <source>Farther</source>
        <translation>Alejar</translation>
    </message>
    <message>
        <source>Go on without choosing</source>
        <translation>Avanzar sin elegir</translation>
    </message>
    <message>
        <source>In its own size</source>
        <translation>En su tamaño real</translation>
    </message>
    <message>
        <source>In the gallery</source>
        <translation>En la galería</translation>
    </message>
    <message>
        <source>Menu of the pictures</source>
        <translation>Menú de las imágenes</translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation>Mover la imagen</translation>
    </message>
    <message>
        <source>Nearer</source>
        <translation>Acercar</translation>
    </message>
    <message>
        <source>Next entry</source>
        <translation>Entrada siguiente</translation>
    </message>
    <message>
        <source>Next picture of the entry</source>
        <translation>Siguiente imagen de la entrada</translation>
    </message>
    <message>
        <source>On a picture in full</source>
        <translation>En una imagen completa</translation>
    </message>
    <message>
        <source>Pictures are removed in the entry's own list: F2 opens it, Del removes one there.</source>
        <translation>Las imágenes se quitan en la lista de la entrada: F2 la abre, Supr quita una allí.</translation>
    </message>
    <message>
        <source>Show the picture in full</source>
        <translation>Mostrar la imagen completa</translation>
    </message>
    <message>
        <source>The whole picture</source>
        <translation>La imagen entera</translation>
    </message>
</context>
<context>
    <name>GalleryListing</name>
    <message>
        <source>matching “{search}”</source>
        <translation>que coinciden con “{search}”</translation>
    </message>
    <message>
        <source>{count} categories</source>
        <translation>{count} categorías</translation>
    </message>
</context>
<context>
    <name>GalleryOffline</name>
    <message>
        <source>Being kept: {share}</source>
        <translation>Guardando: {share}</translation>
    </message>
    <message>
        <source>Keep all pictures on this computer, for days without a network</source>
        <translation>Guardar todas las imágenes en esta computadora, para días sin red</translation>
    </message>
    <message>
        <source>Keep offline…</source>
        <translation>Usar sin conexión…</translation>
    </message>
</context>
<context>
    <name>GalleryReports</name>
    <message>
        <source>How far entries have pictures, and which are broken</source>
        <translation>Qué entradas tienen imagen y cuáles están rotas</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Informes</translation>
    </message>
</context>
<context>
    <name>GridHead</name>
    <message>
        <source>Change the prices of many entries at once</source>
        <translation>Cambiar los precios de muchas entradas a la vez</translation>
    </message>
    <message>
        <source>Choose the columns that are shown</source>
        <translation>Elegir las columnas que se muestran</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Columnas</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtrar</translation>
    </message>
    <message>
        <source>Filter fields below the headings</source>
        <translation>Campos de filtro bajo los encabezados</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nuevo</translation>
    </message>
    <message>
        <source>New entry in the chosen category</source>
        <translation>Nueva entrada en la categoría elegida</translation>
    </message>
    <message>
        <source>Reprice…</source>
        <translation>Cambiar precios…</translation>
    </message>
    <message>
        <source>Saved views of this list</source>
        <translation>Vistas guardadas de esta lista</translation>
    </message>
    <message>
        <source>Show or hide the panel with the details</source>
        <translation>Mostrar u ocultar el panel con los detalles</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Vistas</translation>
    </message>
</context>
<context>
    <name>GridHeader</name>
    <message>
        <source>Click sorts, Shift+click adds to the sorting. Drag moves. Right click for more.</source>
        <translation>Un clic ordena, Mayús+clic agrega al orden. Arrastrar mueve. Clic derecho para más.</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Columnas</translation>
    </message>
</context>
<context>
    <name>GridOrReprice</name>
    <message>
        <source>{count} categories</source>
        <translation>{count} categorías</translation>
    </message>
</context>
<context>
    <name>GridPanel</name>
    <message>
        <source>This view also sorts or filters by costs. Your role does not show them: that is left out.</source>
        <translation>Esta vista también ordena o filtra por costos. Su función no los muestra: eso queda fuera.</translation>
    </message>
    <message>
        <source>entries</source>
        <translation>entradas</translation>
    </message>
    <message>
        <source>entry</source>
        <translation>entrada</translation>
    </message>
    <message>
        <source>{count} selected</source>
        <translation>{count} seleccionadas</translation>
    </message>
</context>
<context>
    <name>GridViews</name>
    <message>
        <source>Views</source>
        <translation>Vistas</translation>
    </message>
    <message>
        <source>{name}, changed since it was saved</source>
        <translation>{name}, cambiada desde que se guardó</translation>
    </message>
</context>
<context>
    <name>GroupPopup</name>
    <message>
        <source>Group</source>
        <translation>Grupo</translation>
    </message>
    <message>
        <source>Group the lines</source>
        <translation>Agrupar las líneas</translation>
    </message>
    <message>
        <source>Name and colour of the group</source>
        <translation>Nombre y color del grupo</translation>
    </message>
    <message>
        <source>Name of the group</source>
        <translation>Nombre del grupo</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>Aceptar</translation>
    </message>
</context>
<context>
    <name>Groups</name>
    <message>
        <source>Categories</source>
        <translation>Categorías</translation>
    </message>
    <message>
        <source>Cells</source>
        <translation>Celdas</translation>
    </message>
    <message>
        <source>Editors</source>
        <translation>Editores</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Entradas</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>En todas partes</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>Galería</translation>
    </message>
    <message>
        <source>Kits</source>
        <translation>Kits</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Lista</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Revisión</translation>
    </message>
    <message>
        <source>ServiceTitan</source>
        <translation>ServiceTitan</translation>
    </message>
    <message>
        <source>in Review</source>
        <translation>en Revisar</translation>
    </message>
    <message>
        <source>in the gallery</source>
        <translation>en la galería</translation>
    </message>
    <message>
        <source>in the lines of a kit</source>
        <translation>en las líneas de un kit</translation>
    </message>
    <message>
        <source>in the list</source>
        <translation>en la lista</translation>
    </message>
    <message>
        <source>in the list of kits</source>
        <translation>en la lista de kits</translation>
    </message>
    <message>
        <source>in the tree</source>
        <translation>en el árbol</translation>
    </message>
</context>
<context>
    <name>Guard</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Save the list…</source>
        <translation>Guardar la lista…</translation>
    </message>
    <message>
        <source>Type the name “{name}” to go on:</source>
        <translation>Escriba el nombre “{name}” para seguir:</translation>
    </message>
</context>
<context>
    <name>Handing</name>
    <message>
        <source>1. Install LAZI Desktop and start it.
2. Choose “Join my team”, and paste this link, all of it:</source>
        <translation>1. Instale LAZI Desktop e inícielo.
2. Elija “Unirme a mi equipo” y pegue este enlace completo:</translation>
    </message>
    <message>
        <source>3. Your login is {login}. Your first password I tell you myself: it is not in this message. The program then asks you to choose your own.</source>
        <translation>3. Su usuario es {login}. La primera contraseña se la digo yo: no va en este mensaje. Después el programa le pide elegir la suya.</translation>
    </message>
    <message>
        <source>Copy a message with it</source>
        <translation>Copiar un mensaje con él</translation>
    </message>
    <message>
        <source>Copy the link</source>
        <translation>Copiar el enlace</translation>
    </message>
    <message>
        <source>Hello {name},</source>
        <translation>Hola, {name}:</translation>
    </message>
    <message>
        <source>Invitation</source>
        <translation>Invitación</translation>
    </message>
    <message>
        <source>Invitation (*{suffix})</source>
        <translation>Invitación (*{suffix})</translation>
    </message>
    <message>
        <source>It says where the shared database is and whose pricebook it holds; there is no secret in it.</source>
        <translation>Dice dónde está la base de datos compartida y de quién es la lista de precios; no lleva ningún secreto.</translation>
    </message>
    <message>
        <source>Making the invitation…</source>
        <translation>Preparando la invitación…</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>Guardar como archivo…</translation>
    </message>
    <message>
        <source>Save the invitation</source>
        <translation>Guardar la invitación</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>Guardado como {name}.</translation>
    </message>
    <message>
        <source>The link is copied.</source>
        <translation>El enlace está copiado.</translation>
    </message>
    <message>
        <source>The message is copied.</source>
        <translation>El mensaje está copiado.</translation>
    </message>
    <message>
        <source>This computer reaches the database as “{host}”, which on any other computer is that one itself. Connect under the server's own name first, and invite then.</source>
        <translation>Esta computadora llega a la base de datos como “{host}”, que en cualquier otra computadora es ella misma. Conéctese primero con el nombre propio del servidor, y luego invite.</translation>
    </message>
    <message>
        <source>you are invited to work on the pricebook of {team} with LAZI Desktop.</source>
        <translation>le invito a trabajar en la lista de precios de {team} con LAZI Desktop.</translation>
    </message>
</context>
<context>
    <name>HeadingMenu</name>
    <message>
        <source>Choose columns…</source>
        <translation>Elegir columnas…</translation>
    </message>
    <message>
        <source>Do not sort by this</source>
        <translation>No ordenar por esto</translation>
    </message>
    <message>
        <source>Filter by value…</source>
        <translation>Filtrar por valor…</translation>
    </message>
    <message>
        <source>Fit all columns</source>
        <translation>Ajustar todas las columnas</translation>
    </message>
    <message>
        <source>Fit to what stands in it</source>
        <translation>Ajustar a lo que contiene</translation>
    </message>
    <message>
        <source>Hide “{column}”</source>
        <translation>Ocultar “{column}”</translation>
    </message>
    <message>
        <source>Pin to the left</source>
        <translation>Fijar a la izquierda</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>Columnas como al principio</translation>
    </message>
    <message>
        <source>Sort downwards</source>
        <translation>Ordenar de mayor a menor</translation>
    </message>
    <message>
        <source>Sort upwards</source>
        <translation>Ordenar de menor a mayor</translation>
    </message>
    <message>
        <source>Then by this, downwards</source>
        <translation>Luego por esto, de mayor a menor</translation>
    </message>
    <message>
        <source>Then by this, upwards</source>
        <translation>Luego por esto, de menor a mayor</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Soltar</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Back in ServiceTitan</source>
        <translation>De vuelta en ServiceTitan</translation>
    </message>
    <message>
        <source>In ServiceTitan from here on</source>
        <translation>En ServiceTitan a partir de aquí</translation>
    </message>
    <message>
        <source>Made here</source>
        <translation>Hecho aquí</translation>
    </message>
    <message>
        <source>No longer in ServiceTitan</source>
        <translation>Ya no está en ServiceTitan</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>Otra cosa</translation>
    </message>
    <message>
        <source>Thrown away</source>
        <translation>Descartado</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ayer</translation>
    </message>
    <message>
        <source>accepted the proposal</source>
        <translation>aceptó la propuesta</translation>
    </message>
    <message>
        <source>back to ServiceTitan's value</source>
        <translation>de vuelta al valor de ServiceTitan</translation>
    </message>
    <message>
        <source>changed it here</source>
        <translation>lo cambió aquí</translation>
    </message>
    <message>
        <source>changed there</source>
        <translation>cambiado allí</translation>
    </message>
    <message>
        <source>handed it over</source>
        <translation>lo reasignó</translation>
    </message>
    <message>
        <source>has it, read back</source>
        <translation>lo tiene, leído de nuevo</translation>
    </message>
    <message>
        <source>not shared yet</source>
        <translation>aún no compartido</translation>
    </message>
    <message>
        <source>not taken by the team's database</source>
        <translation>no lo tomó la base de datos del equipo</translation>
    </message>
    <message>
        <source>proposed it</source>
        <translation>lo propuso</translation>
    </message>
    <message>
        <source>rejected the proposal</source>
        <translation>rechazó la propuesta</translation>
    </message>
    <message>
        <source>said no</source>
        <translation>dijo que no</translation>
    </message>
    <message>
        <source>settled a conflict</source>
        <translation>resolvió un conflicto</translation>
    </message>
    <message>
        <source>shows something else</source>
        <translation>muestra otra cosa</translation>
    </message>
    <message>
        <source>submitted it</source>
        <translation>lo entregó</translation>
    </message>
    <message>
        <source>took it back before it was sent</source>
        <translation>lo retiró antes de enviarlo</translation>
    </message>
    <message>
        <source>took the proposal back</source>
        <translation>retiró la propuesta</translation>
    </message>
    <message>
        <source>{field} was not to be sent after all</source>
        <translation>{field}: al final no se envía</translation>
    </message>
    <message>
        <source>{field} was refused</source>
        <translation>{field} se rechazó</translation>
    </message>
    <message>
        <source>{field} went under another change-set</source>
        <translation>{field} pasó a otro conjunto de cambios</translation>
    </message>
    <message>
        <source>{field} went with it</source>
        <translation>{field} se fue con ello</translation>
    </message>
    <message>
        <source>{field} {value} was to be sent</source>
        <translation>había que enviar {field} {value}</translation>
    </message>
    <message>
        <source>{field}: {person}'s from here on</source>
        <translation>{field}: de {person} desde ahora</translation>
    </message>
</context>
<context>
    <name>HistoryFilters</name>
    <message>
        <source>All fields</source>
        <translation>Todos los campos</translation>
    </message>
    <message>
        <source>Changed here</source>
        <translation>Cambiado aquí</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Todos</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Campo</translation>
    </message>
    <message>
        <source>In ServiceTitan</source>
        <translation>En ServiceTitan</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Quién</translation>
    </message>
</context>
<context>
    <name>HistoryView</name>
    <message>
        <source>All as before ({fields})</source>
        <translation>Todo como antes ({fields})</translation>
    </message>
    <message>
        <source>Asking the team's database…</source>
        <translation>Preguntando a la base de datos del equipo…</translation>
    </message>
    <message>
        <source>Choose something else above.</source>
        <translation>Elija otra cosa arriba.</translation>
    </message>
    <message>
        <source>Everything as it was before the oldest of the chosen entries</source>
        <translation>Todo como estaba antes de la más antigua de las entradas elegidas</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>No changes yet</source>
        <translation>Aún no hay cambios</translation>
    </message>
    <message>
        <source>Nothing has happened to it since it was first read.</source>
        <translation>No le ha pasado nada desde que se leyó por primera vez.</translation>
    </message>
    <message>
        <source>Nothing of that</source>
        <translation>Nada de eso</translation>
    </message>
    <message>
        <source>Nothing was done to it here</source>
        <translation>Aquí no se le hizo nada</translation>
    </message>
    <message>
        <source>Reading its history…</source>
        <translation>Leyendo su historial…</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurar</translation>
    </message>
    <message>
        <source>Restore all as it was before</source>
        <translation>Restaurar todo como estaba antes</translation>
    </message>
    <message>
        <source>Restore {what}</source>
        <translation>Restaurar {what}</translation>
    </message>
    <message>
        <source>The change at full length</source>
        <translation>El cambio completo</translation>
    </message>
    <message>
        <source>The team's database does not answer: this is what was done at this computer.</source>
        <translation>La base de datos del equipo no contesta: esto es lo que se hizo en esta computadora.</translation>
    </message>
    <message>
        <source>field</source>
        <translation>campo</translation>
    </message>
    <message>
        <source>fields</source>
        <translation>campos</translation>
    </message>
</context>
<context>
    <name>HowOften</name>
    <message>
        <source>How many of the kit</source>
        <translation>Cuántos kits</translation>
    </message>
    <message>
        <source>Kits</source>
        <translation>Kits</translation>
    </message>
    <message>
        <source>with {name}</source>
        <translation>con {name}</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Nothing selected</source>
        <translation>Nada seleccionado</translation>
    </message>
    <message>
        <source>Select a row to see and change its details.</source>
        <translation>Seleccione una fila para ver y cambiar sus detalles.</translation>
    </message>
    <message>
        <source>Select a single category or a row to see and change its details.</source>
        <translation>Seleccione una sola categoría o una fila para ver y cambiar sus detalles.</translation>
    </message>
    <message>
        <source>Up to {count} can be edited as one here; the grid changes any number.</source>
        <translation>Aquí se pueden editar como una hasta {count}; la lista cambia cualquier cantidad.</translation>
    </message>
    <message>
        <source>{count} categories selected</source>
        <translation>{count} categorías seleccionadas</translation>
    </message>
    <message>
        <source>{count} rows selected</source>
        <translation>{count} filas seleccionadas</translation>
    </message>
</context>
<context>
    <name>InvitationPage</name>
    <message>
        <source>Address of the shared database</source>
        <translation>Dirección de la base de datos compartida</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Todo</translation>
    </message>
    <message>
        <source>An invitation says where your team's pricebook is. It holds no password.</source>
        <translation>Una invitación dice dónde está la lista de precios de su equipo. No lleva ninguna contraseña.</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>A mano</translation>
    </message>
    <message>
        <source>Certificate of the server's authority</source>
        <translation>Certificado de la autoridad del servidor</translation>
    </message>
    <message>
        <source>I have no invitation</source>
        <translation>No tengo invitación</translation>
    </message>
    <message>
        <source>Invitations</source>
        <translation>Invitaciones</translation>
    </message>
    <message>
        <source>Join my team</source>
        <translation>Unirme a mi equipo</translation>
    </message>
    <message>
        <source>Link of the invitation</source>
        <translation>Enlace de la invitación</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Siguiente</translation>
    </message>
    <message>
        <source>Open an invitation</source>
        <translation>Abrir una invitación</translation>
    </message>
    <message>
        <source>Open the invitation…</source>
        <translation>Abrir la invitación…</translation>
    </message>
    <message>
        <source>ServiceTitan tenant</source>
        <translation>Cuenta de ServiceTitan</translation>
    </message>
    <message>
        <source>Your administrator knows all of this.</source>
        <translation>Su administrador sabe todo esto.</translation>
    </message>
    <message>
        <source>Your invitation</source>
        <translation>Su invitación</translation>
    </message>
    <message>
        <source>or drop the file anywhere in this window</source>
        <translation>o suelte el archivo en cualquier parte de esta ventana</translation>
    </message>
    <message>
        <source>{name} cannot be read.</source>
        <translation>No se puede leer {name}.</translation>
    </message>
    <message>
        <source>… or paste the link here: lazi-desktop://join/…</source>
        <translation>… o pegue aquí el enlace: lazi-desktop://join/…</translation>
    </message>
</context>
<context>
    <name>InvitePanel</name>
    <message>
        <source>A first password is made for them and shown to you, this once, when they are invited.</source>
        <translation>Se crea una primera contraseña para esta persona y se le muestra a usted, solo esta vez, al invitarla.</translation>
    </message>
    <message>
        <source>A name is needed.</source>
        <translation>Hace falta un nombre.</translation>
    </message>
    <message>
        <source>As edits are shown under</source>
        <translation>Con el que se muestran los cambios</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Invitar</translation>
    </message>
    <message>
        <source>Invite somebody</source>
        <translation>Invitar a alguien</translation>
    </message>
    <message>
        <source>Inviting…</source>
        <translation>Invitando…</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Usuario</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Somebody in the team has this login already.</source>
        <translation>Alguien del equipo ya tiene este usuario.</translation>
    </message>
</context>
<context>
    <name>JobCard</name>
    <message>
        <source>Does not run here</source>
        <translation>No se ejecuta aquí</translation>
    </message>
    <message>
        <source>For which job (as you call it)</source>
        <translation>Para qué trabajo (como usted lo llame)</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Trabajo</translation>
    </message>
    <message>
        <source>Leave out {name}</source>
        <translation>Dejar fuera {name}</translation>
    </message>
    <message>
        <source>Nothing confirmed</source>
        <translation>Nada confirmado</translation>
    </message>
    <message>
        <source>Run now: {job}</source>
        <translation>Ejecutar ahora: {job}</translation>
    </message>
    <message>
        <source>Runs {often}.</source>
        <translation>Se ejecuta {often}.</translation>
    </message>
    <message>
        <source>Sends what was confirmed</source>
        <translation>Envía lo que se confirmó</translation>
    </message>
    <message>
        <source>Sends {often}</source>
        <translation>Envía {often}</translation>
    </message>
    <message>
        <source>Waits: {reason}</source>
        <translation>Espera: {reason}</translation>
    </message>
</context>
<context>
    <name>KeepingCard</name>
    <message>
        <source>Go on</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>How far it is</source>
        <translation>Hasta dónde ha llegado</translation>
    </message>
    <message>
        <source>It begins…</source>
        <translation>Empieza…</translation>
    </message>
    <message>
        <source>It goes on when this card is closed.</source>
        <translation>Sigue aunque cierre esta tarjeta.</translation>
    </message>
    <message>
        <source>Keep all</source>
        <translation>Guardar todas</translation>
    </message>
    <message>
        <source>Keep all pictures on this computer</source>
        <translation>Guardar todas las imágenes en esta computadora</translation>
    </message>
    <message>
        <source>Looking which pictures there are…</source>
        <translation>Mirando qué imágenes hay…</translation>
    </message>
    <message>
        <source>Show those that could not be had</source>
        <translation>Ver las que faltan</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>That is more than the disk has. What fits is kept.</source>
        <translation>Es más de lo que cabe en el disco. Se guarda lo que quepa.</translation>
    </message>
    <message>
        <source>They are fetched one after the other, and what you look at comes first.</source>
        <translation>Se traen una tras otra, y primero lo que usted mira.</translation>
    </message>
</context>
<context>
    <name>KeepingPictures</name>
    <message>
        <source>All {total} pictures are on this computer.</source>
        <translation>Las {total} imágenes están en esta computadora.</translation>
    </message>
    <message>
        <source>Ended. {here} of {total} pictures are on this computer, and stay.</source>
        <translation>Terminado. {here} de {total} imágenes están en esta computadora y se quedan.</translation>
    </message>
    <message>
        <source>How large the others are is known once some have come.</source>
        <translation>El tamaño de las demás se sabrá cuando lleguen algunas.</translation>
    </message>
    <message>
        <source>No entry shows a picture.</source>
        <translation>Ninguna entrada muestra una imagen.</translation>
    </message>
    <message>
        <source>The disk has {room} left.</source>
        <translation>En el disco quedan {room}.</translation>
    </message>
    <message>
        <source>The others take about {size}.</source>
        <translation>Las demás ocupan unos {size}.</translation>
    </message>
    <message>
        <source>could not be had</source>
        <translation>sin obtener</translation>
    </message>
    <message>
        <source>picture is shown by entries</source>
        <translation>imagen se muestra en entradas</translation>
    </message>
    <message>
        <source>pictures are shown by entries</source>
        <translation>imágenes se muestran en entradas</translation>
    </message>
    <message>
        <source>{done} of {total} · {size}</source>
        <translation>{done} de {total} · {size}</translation>
    </message>
    <message>
        <source>{here} of {total} pictures are on this computer; {lacking} could not be had.</source>
        <translation>{here} de {total} imágenes están en esta computadora; sin obtener: {lacking}.</translation>
    </message>
    <message>
        <source>{total}, and all of them are on this computer already.</source>
        <translation>{total}, y ya están todas en esta computadora.</translation>
    </message>
    <message>
        <source>{total}; {here} of them are on this computer already.</source>
        <translation>{total}; {here} ya están en esta computadora.</translation>
    </message>
</context>
<context>
    <name>KeyButton</name>
    <message>
        <source>Press keys…</source>
        <translation>Pulse las teclas…</translation>
    </message>
    <message>
        <source>That key types or moves about; take one with Ctrl or Alt, or F1 to F12.</source>
        <translation>Esa tecla escribe o mueve; tome una con Ctrl o Alt, o de F1 a F12.</translation>
    </message>
    <message>
        <source>no keys</source>
        <translation>sin teclas</translation>
    </message>
    <message>
        <source>{title}: press the new keys; Backspace for none, Esc to keep the old ones</source>
        <translation>{title}: pulse las teclas nuevas; Retroceso para ninguna, Esc para conservar las de antes</translation>
    </message>
    <message>
        <source>{title}: {keys}</source>
        <translation>{title}: {keys}</translation>
    </message>
</context>
<context>
    <name>KeyHints</name>
    <message>
        <source>Back to the rows</source>
        <translation>Volver a las filas</translation>
    </message>
    <message>
        <source>Choose several</source>
        <translation>Elegir varias</translation>
    </message>
    <message>
        <source>Edit result</source>
        <translation>Editar el resultado</translation>
    </message>
    <message>
        <source>Empty the field, then leave it</source>
        <translation>Vaciar el campo, luego salir de él</translation>
    </message>
    <message>
        <source>Extend the selection</source>
        <translation>Ampliar la selección</translation>
    </message>
    <message>
        <source>First or last row</source>
        <translation>Primera o última fila</translation>
    </message>
    <message>
        <source>From the first row to filter fields or headings</source>
        <translation>De la primera fila a los filtros o encabezados</translation>
    </message>
    <message>
        <source>Give up what was typed</source>
        <translation>Dejar lo que se escribió</translation>
    </message>
    <message>
        <source>In a search or filter field</source>
        <translation>En un campo de búsqueda o filtro</translation>
    </message>
    <message>
        <source>In the headings</source>
        <translation>En los encabezados</translation>
    </message>
    <message>
        <source>In the list</source>
        <translation>En la lista</translation>
    </message>
    <message>
        <source>In the tree</source>
        <translation>En el árbol</translation>
    </message>
    <message>
        <source>Keep ours</source>
        <translation>Conservar el nuestro</translation>
    </message>
    <message>
        <source>Make it narrower or wider</source>
        <translation>Hacerla más estrecha o más ancha</translation>
    </message>
    <message>
        <source>Menu of the categories</source>
        <translation>Menú de las categorías</translation>
    </message>
    <message>
        <source>Menu of the column</source>
        <translation>Menú de la columna</translation>
    </message>
    <message>
        <source>Menu of the rows</source>
        <translation>Menú de las filas</translation>
    </message>
    <message>
        <source>Move the column</source>
        <translation>Mover la columna</translation>
    </message>
    <message>
        <source>Open or close a category</source>
        <translation>Abrir o cerrar una categoría</translation>
    </message>
    <message>
        <source>Previous, next</source>
        <translation>Anterior, siguiente</translation>
    </message>
    <message>
        <source>Record, and on to the next or previous column</source>
        <translation>Guardar, y a la columna siguiente o anterior</translation>
    </message>
    <message>
        <source>Record, and one down or up</source>
        <translation>Guardar, y una abajo o arriba</translation>
    </message>
    <message>
        <source>Select whole rows, or whole columns</source>
        <translation>Seleccionar filas enteras, o columnas enteras</translation>
    </message>
    <message>
        <source>Sort, or sort by this too</source>
        <translation>Ordenar, u ordenar también por esta</translation>
    </message>
    <message>
        <source>Take ServiceTitan's</source>
        <translation>Tomar el de ServiceTitan</translation>
    </message>
    <message>
        <source>Tick, or add the row to the selection</source>
        <translation>Marcar, o agregar la fila a la selección</translation>
    </message>
    <message>
        <source>To what was found</source>
        <translation>A lo encontrado</translation>
    </message>
    <message>
        <source>Type over the cell: begin to type</source>
        <translation>Escribir sobre la celda: empiece a escribir</translation>
    </message>
    <message>
        <source>Walk along</source>
        <translation>Recorrer</translation>
    </message>
    <message>
        <source>What is typed into all selected cells</source>
        <translation>Lo escrito, en todas las celdas seleccionadas</translation>
    </message>
    <message>
        <source>Where a conflict is decided</source>
        <translation>Donde se decide un conflicto</translation>
    </message>
</context>
<context>
    <name>KeyboardCard</name>
    <message>
        <source>All commands have their first keys again.</source>
        <translation>Todos los comandos vuelven a tener sus primeras teclas.</translation>
    </message>
    <message>
        <source>All keys as in the beginning</source>
        <translation>Todas las teclas como al principio</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>Buscar un comando</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Teclado</translation>
    </message>
    <message>
        <source>Press a command's keys to give it others.</source>
        <translation>Pulse las teclas de un comando para darle otras.</translation>
    </message>
    <message>
        <source>{keys} was taken from {names}.</source>
        <translation>{keys} se quitó a {names}.</translation>
    </message>
    <message>
        <source>{title}: the first keys again</source>
        <translation>{title}: otra vez las primeras teclas</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>App key</source>
        <translation>Clave de la aplicación</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>Id de cliente</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Secreto de cliente</translation>
    </message>
    <message>
        <source>For the ServiceTitan tenant {tenant}</source>
        <translation>Para la cuenta de ServiceTitan {tenant}</translation>
    </message>
    <message>
        <source>From ServiceTitan's settings and its developer portal. Trying them reads; it changes nothing.</source>
        <translation>De los ajustes de ServiceTitan y de su portal de desarrolladores. Probarlas solo lee; no cambia nada.</translation>
    </message>
    <message>
        <source>Go on without it</source>
        <translation>Seguir sin ellas</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Claves</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Más tarde</translation>
    </message>
    <message>
        <source>Let your ServiceTitan administrator allow what is missing in its portal, then test again.</source>
        <translation>Pida a su administrador de ServiceTitan que permita en el portal lo que falta, y pruebe de nuevo.</translation>
    </message>
    <message>
        <source>ServiceTitan's keys</source>
        <translation>Las claves de ServiceTitan</translation>
    </message>
    <message>
        <source>Test and go on</source>
        <translation>Probar y seguir</translation>
    </message>
    <message>
        <source>What they may read</source>
        <translation>Qué pueden leer</translation>
    </message>
</context>
<context>
    <name>Kind</name>
    <message>
        <source>All materials</source>
        <translation>Todos los materiales</translation>
    </message>
    <message>
        <source>All services</source>
        <translation>Todos los servicios</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Categoría</translation>
    </message>
    <message>
        <source>Discount / fee</source>
        <translation>Descuento / cargo</translation>
    </message>
    <message>
        <source>Discount or fee</source>
        <translation>Descuento o cargo</translation>
    </message>
    <message>
        <source>Equipment</source>
        <translation>Equipo</translation>
    </message>
    <message>
        <source>Material</source>
        <translation>Material</translation>
    </message>
    <message>
        <source>Materials</source>
        <translation>Materiales</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Servicio</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Servicios</translation>
    </message>
</context>
<context>
    <name>Kinds</name>
    <message>
        <source>categories</source>
        <translation>categorías</translation>
    </message>
    <message>
        <source>category</source>
        <translation>categoría</translation>
    </message>
    <message>
        <source>discount or fee</source>
        <translation>descuento o cargo</translation>
    </message>
    <message>
        <source>discounts and fees</source>
        <translation>descuentos y cargos</translation>
    </message>
    <message>
        <source>equipment</source>
        <translation>equipos</translation>
    </message>
    <message>
        <source>material</source>
        <translation>material</translation>
    </message>
    <message>
        <source>materials</source>
        <translation>materiales</translation>
    </message>
    <message>
        <source>service</source>
        <translation>servicio</translation>
    </message>
    <message>
        <source>services</source>
        <translation>servicios</translation>
    </message>
</context>
<context>
    <name>KitActions</name>
    <message>
        <source>Add copies of a kit's lines</source>
        <translation>Añadir copias de las líneas de un kit</translation>
    </message>
    <message>
        <source>Add it, and type its quantity</source>
        <translation>Añadirlo y escribir su cantidad</translation>
    </message>
    <message>
        <source>Back to all kits</source>
        <translation>Volver a todos los kits</translation>
    </message>
    <message>
        <source>Choose everything</source>
        <translation>Elegir todo</translation>
    </message>
    <message>
        <source>Choose one of the two values…</source>
        <translation>Elegir uno de los dos valores…</translation>
    </message>
    <message>
        <source>Close all groups</source>
        <translation>Cerrar todos los grupos</translation>
    </message>
    <message>
        <source>Copy the lines</source>
        <translation>Copiar las líneas</translation>
    </message>
    <message>
        <source>Counts the optional line in what the kit comes to, to try it</source>
        <translation>Cuenta la línea opcional en lo que suma el kit, para probar</translation>
    </message>
    <message>
        <source>Cut the lines</source>
        <translation>Cortar las líneas</translation>
    </message>
    <message>
        <source>Duplicate the lines</source>
        <translation>Duplicar las líneas</translation>
    </message>
    <message>
        <source>Edit the quantity, or what the cell holds</source>
        <translation>Editar la cantidad, o lo que tiene la celda</translation>
    </message>
    <message>
        <source>Everything about the line…</source>
        <translation>Todo sobre la línea…</translation>
    </message>
    <message>
        <source>Find a part to add</source>
        <translation>Buscar una pieza que añadir</translation>
    </message>
    <message>
        <source>Find a part: type its name</source>
        <translation>Buscar una pieza: escriba su nombre</translation>
    </message>
    <message>
        <source>Finding parts for a kit</source>
        <translation>Buscar piezas para un kit</translation>
    </message>
    <message>
        <source>Go through what fits</source>
        <translation>Recorrer lo que coincide</translation>
    </message>
    <message>
        <source>Group the lines…</source>
        <translation>Agrupar las líneas…</translation>
    </message>
    <message>
        <source>In the lines of a kit</source>
        <translation>En las líneas de un kit</translation>
    </message>
    <message>
        <source>Lines of a kit, or rows of a sheet with codes or names and quantities</source>
        <translation>Líneas de un kit, o filas de una hoja con códigos o nombres y cantidades</translation>
    </message>
    <message>
        <source>Mark a favourite</source>
        <translation>Marcar un favorito</translation>
    </message>
    <message>
        <source>Menu of the lines</source>
        <translation>Menú de las líneas</translation>
    </message>
    <message>
        <source>More, or less</source>
        <translation>Más o menos</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Bajar</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Subir</translation>
    </message>
    <message>
        <source>Next cell while typing</source>
        <translation>Celda siguiente mientras escribe</translation>
    </message>
    <message>
        <source>Nothing is chosen that it could be about</source>
        <translation>No hay nada elegido a lo que pueda referirse</translation>
    </message>
    <message>
        <source>Open all groups</source>
        <translation>Abrir todos los grupos</translation>
    </message>
    <message>
        <source>Open or close a group or kit</source>
        <translation>Abrir o cerrar un grupo o kit</translation>
    </message>
    <message>
        <source>Paste lines</source>
        <translation>Pegar líneas</translation>
    </message>
    <message>
        <source>Remove from the kit</source>
        <translation>Quitar del kit</translation>
    </message>
    <message>
        <source>Swap for a substitute…</source>
        <translation>Cambiar por un sustituto…</translation>
    </message>
    <message>
        <source>Take the option, or leave it</source>
        <translation>Tomar la opción, o dejarla</translation>
    </message>
    <message>
        <source>To the lines; what was typed stays</source>
        <translation>A las líneas; lo escrito se queda</translation>
    </message>
    <message>
        <source>Type a quantity or a formula</source>
        <translation>Escribir una cantidad o una fórmula</translation>
    </message>
    <message>
        <source>Ungroup</source>
        <translation>Desagrupar</translation>
    </message>
    <message>
        <source>Waste, packs, option, substitutes, note</source>
        <translation>Desperdicio, paquetes, opción, sustitutos, nota</translation>
    </message>
</context>
<context>
    <name>KitBuilder</name>
    <message>
        <source>? all shortcuts</source>
        <translation>? todos los atajos</translation>
    </message>
    <message>
        <source>Find a part</source>
        <translation>Buscar una pieza</translation>
    </message>
    <message>
        <source>Nothing is in this kit yet</source>
        <translation>Todavía no hay nada en este kit</translation>
    </message>
    <message>
        <source>Type a part of a name, Enter, the quantity, Enter: and the next. Rows of a sheet can be pasted.</source>
        <translation>Escriba parte de un nombre, Intro, la cantidad, Intro: y lo siguiente. También se pueden pegar filas de una hoja.</translation>
    </message>
    <message>
        <source>Type to search · Enter add · + − quantity · Ctrl+G group · Ctrl+↑↓ move · ? all shortcuts</source>
        <translation>Escribir busca · Intro añade · + − cantidad · Ctrl+G agrupa · Ctrl+↑↓ mueve · ? todos los atajos</translation>
    </message>
    <message>
        <source>Type to search · Enter add · ? all shortcuts</source>
        <translation>Escribir busca · Intro añade · ? todos los atajos</translation>
    </message>
    <message>
        <source>{lines} · cost incomplete</source>
        <translation>{lines} · costo incompleto</translation>
    </message>
    <message>
        <source>{lines} · cost {cost}</source>
        <translation>{lines} · costo {cost}</translation>
    </message>
    <message>
        <source>{n} lines</source>
        <translation>{n} líneas</translation>
    </message>
</context>
<context>
    <name>KitCards</name>
    <message>
        <source>Cost</source>
        <translation>Costo</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Margen</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Precio</translation>
    </message>
    <message>
        <source>line</source>
        <translation>línea</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>líneas</translation>
    </message>
    <message>
        <source>no category</source>
        <translation>sin categoría</translation>
    </message>
    <message>
        <source>used in {where}</source>
        <translation>usado en {where}</translation>
    </message>
</context>
<context>
    <name>KitCells</name>
    <message>
        <source>Category of the kit</source>
        <translation>Categoría del kit</translation>
    </message>
    <message>
        <source>Name of the kit</source>
        <translation>Nombre del kit</translation>
    </message>
    <message>
        <source>Plumbing › Equipment pads</source>
        <translation>Plomería › Bases de equipos</translation>
    </message>
</context>
<context>
    <name>KitChoice</name>
    <message>
        <source>Find a kit</source>
        <translation>Buscar un kit</translation>
    </message>
    <message>
        <source>Kits that fit</source>
        <translation>Kits que coinciden</translation>
    </message>
</context>
<context>
    <name>KitCompare</name>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Cost: this kit</source>
        <translation>Costo: este kit</translation>
    </message>
    <message>
        <source>Cost: {name}</source>
        <translation>Costo: {name}</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Diferencia</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>This kit</source>
        <translation>Este kit</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unidad</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Qué difiere</translation>
    </message>
    <message>
        <source>added</source>
        <translation>agregado</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>cambiado</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>quitado</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>igual</translation>
    </message>
</context>
<context>
    <name>KitHeader</name>
    <message>
        <source>Back to all kits</source>
        <translation>Volver a todos los kits</translation>
    </message>
    <message>
        <source>Category path of the kit</source>
        <translation>Ruta de categoría del kit</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparar</translation>
    </message>
    <message>
        <source>Kits</source>
        <translation>Kits</translation>
    </message>
    <message>
        <source>Material list</source>
        <translation>Lista de materiales</translation>
    </message>
    <message>
        <source>Name of the kit</source>
        <translation>Nombre del kit</translation>
    </message>
    <message>
        <source>Replace…</source>
        <translation>Reemplazar…</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurar</translation>
    </message>
    <message>
        <source>Save version</source>
        <translation>Guardar versión</translation>
    </message>
    <message>
        <source>Show the versions</source>
        <translation>Mostrar las versiones</translation>
    </message>
    <message>
        <source>Use in service</source>
        <translation>Usar en un servicio</translation>
    </message>
    <message>
        <source>Version: {words}</source>
        <translation>Versión: {words}</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>archivado</translation>
    </message>
    <message>
        <source>change</source>
        <translation>cambio</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>cambios</translation>
    </message>
    <message>
        <source>kit</source>
        <translation>kit</translation>
    </message>
    <message>
        <source>kits</source>
        <translation>kits</translation>
    </message>
    <message>
        <source>no category</source>
        <translation>sin categoría</translation>
    </message>
    <message>
        <source>no version</source>
        <translation>sin versión</translation>
    </message>
    <message>
        <source>part of {kits}</source>
        <translation>parte de {kits}</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>quitado</translation>
    </message>
    <message>
        <source>service</source>
        <translation>servicio</translation>
    </message>
    <message>
        <source>services</source>
        <translation>servicios</translation>
    </message>
    <message>
        <source>used in {services}</source>
        <translation>usado en {services}</translation>
    </message>
    <message>
        <source>v{n}</source>
        <translation>v{n}</translation>
    </message>
</context>
<context>
    <name>KitHistory</name>
    <message>
        <source>Asking the team's database…</source>
        <translation>Preguntando a la base de datos del equipo…</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Cambiado</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>Nothing was done to it yet.</source>
        <translation>Todavía no se le hizo nada.</translation>
    </message>
    <message>
        <source>The team's database does not answer: this is what was done at this computer.</source>
        <translation>La base de datos del equipo no contesta: esto es lo que se hizo en esta computadora.</translation>
    </message>
    <message>
        <source>Version {n}</source>
        <translation>Versión {n}</translation>
    </message>
    <message>
        <source>added</source>
        <translation>agregado</translation>
    </message>
    <message>
        <source>brought back</source>
        <translation>recuperado</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>movido</translation>
    </message>
    <message>
        <source>not shared yet</source>
        <translation>aún no compartido</translation>
    </message>
    <message>
        <source>not taken by the team's database</source>
        <translation>no lo tomó la base de datos del equipo</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>quitado</translation>
    </message>
</context>
<context>
    <name>KitLines</name>
    <message>
        <source>Cost</source>
        <translation>Costo</translation>
    </message>
    <message>
        <source>Extended</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Línea</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Pack</source>
        <translation>Paquete</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Precio</translation>
    </message>
    <message>
        <source>Qty</source>
        <translation>Cant.</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unidad</translation>
    </message>
    <message>
        <source>Waste</source>
        <translation>Desperdicio</translation>
    </message>
    <message>
        <source>cost is {n} days old</source>
        <translation>costo de hace {n} días</translation>
    </message>
    <message>
        <source>formula {formula}</source>
        <translation>fórmula {formula}</translation>
    </message>
    <message>
        <source>in itself: {way}</source>
        <translation>dentro de sí mismo: {way}</translation>
    </message>
    <message>
        <source>its cost is old</source>
        <translation>su costo es antiguo</translation>
    </message>
    <message>
        <source>kit</source>
        <translation>kit</translation>
    </message>
    <message>
        <source>kits in kits go too deep here</source>
        <translation>aquí hay demasiados kits dentro de kits</translation>
    </message>
    <message>
        <source>line</source>
        <translation>línea</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>líneas</translation>
    </message>
    <message>
        <source>nested: {lines}</source>
        <translation>anidado: {lines}</translation>
    </message>
    <message>
        <source>no cost: total incomplete</source>
        <translation>sin costo: total incompleto</translation>
    </message>
    <message>
        <source>no price</source>
        <translation>sin precio</translation>
    </message>
    <message>
        <source>not here any more</source>
        <translation>ya no está aquí</translation>
    </message>
    <message>
        <source>not here any more: total incomplete</source>
        <translation>ya no está: total incompleto</translation>
    </message>
    <message>
        <source>option taken</source>
        <translation>opción tomada</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>opcional</translation>
    </message>
    <message>
        <source>pack {n}</source>
        <translation>paquete {n}</translation>
    </message>
    <message>
        <source>the formula cannot be worked out</source>
        <translation>la fórmula no se puede calcular</translation>
    </message>
    <message>
        <source>two values</source>
        <translation>dos valores</translation>
    </message>
    <message>
        <source>{needed} with {waste} waste</source>
        <translation>{needed} con {waste} de desperdicio</translation>
    </message>
    <message>
        <source>{n} days old</source>
        <translation>hace {n} días</translation>
    </message>
    <message>
        <source>{price} each</source>
        <translation>{price} cada uno</translation>
    </message>
    <message>
        <source>{quantity} in packs of {pack}</source>
        <translation>{quantity} en paquetes de {pack}</translation>
    </message>
    <message>
        <source>{typed} typed</source>
        <translation>{typed} escrito</translation>
    </message>
</context>
<context>
    <name>KitList</name>
    <message>
        <source>Account</source>
        <translation>Cuenta</translation>
    </message>
    <message>
        <source>Buy</source>
        <translation>Comprar</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Costo</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Fecha</translation>
    </message>
    <message>
        <source>Extended</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Para</translation>
    </message>
    <message>
        <source>Material list</source>
        <translation>Lista de materiales</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Needed</source>
        <translation>Necesario</translation>
    </message>
    <message>
        <source>No vendor</source>
        <translation>Sin proveedor</translation>
    </message>
    <message>
        <source>Not in the list, since nobody knows how many: {names}</source>
        <translation>No está en la lista, porque nadie sabe cuántos: {names}</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>Paquetes</translation>
    </message>
    <message>
        <source>Subtotal</source>
        <translation>Subtotal</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unidad</translation>
    </message>
    <message>
        <source>Vendor</source>
        <translation>Proveedor</translation>
    </message>
    <message>
        <source>Vendor part</source>
        <translation>Parte del proveedor</translation>
    </message>
    <message>
        <source>not in the pricebook any more</source>
        <translation>ya no está en la lista de precios</translation>
    </message>
    <message>
        <source>{cost} + ?: incomplete</source>
        <translation>{cost} + ?: incompleto</translation>
    </message>
</context>
<context>
    <name>KitListActions</name>
    <message>
        <source>Archive kits</source>
        <translation>Archivar kits</translation>
    </message>
    <message>
        <source>Choose a category of kits…</source>
        <translation>Elegir una categoría de kits…</translation>
    </message>
    <message>
        <source>Choose a kit first</source>
        <translation>Elija primero un kit</translation>
    </message>
    <message>
        <source>Choose everything</source>
        <translation>Elegir todo</translation>
    </message>
    <message>
        <source>Compare the kit…</source>
        <translation>Comparar el kit…</translation>
    </message>
    <message>
        <source>Duplicate kits</source>
        <translation>Duplicar kits</translation>
    </message>
    <message>
        <source>Extend the selection</source>
        <translation>Ampliar la selección</translation>
    </message>
    <message>
        <source>For all chosen kits; levels are parted by › or &gt;</source>
        <translation>Para todos los kits elegidos; los niveles se separan con › o &gt;</translation>
    </message>
    <message>
        <source>From the archive, or those that were removed</source>
        <translation>Del archivo, o los que se quitaron</translation>
    </message>
    <message>
        <source>In the list of kits</source>
        <translation>En la lista de kits</translation>
    </message>
    <message>
        <source>Kits as a table, or as cards</source>
        <translation>Kits como tabla o como tarjetas</translation>
    </message>
    <message>
        <source>List what the kits take…</source>
        <translation>Listar lo que llevan los kits…</translation>
    </message>
    <message>
        <source>Menu of the kits</source>
        <translation>Menú de los kits</translation>
    </message>
    <message>
        <source>New kit</source>
        <translation>Kit nuevo</translation>
    </message>
    <message>
        <source>Open the kit</source>
        <translation>Abrir el kit</translation>
    </message>
    <message>
        <source>Remove kits</source>
        <translation>Quitar kits</translation>
    </message>
    <message>
        <source>Rename the kit</source>
        <translation>Cambiar el nombre del kit</translation>
    </message>
    <message>
        <source>Restore kits</source>
        <translation>Restaurar kits</translation>
    </message>
    <message>
        <source>Show all kits</source>
        <translation>Mostrar todos los kits</translation>
    </message>
    <message>
        <source>The materials of all chosen kits, merged, to buy or to print</source>
        <translation>Los materiales de todos los kits elegidos, reunidos, para comprar o imprimir</translation>
    </message>
    <message>
        <source>They stay where they are used, and are offered nowhere any more</source>
        <translation>Siguen donde se usan, y ya no se ofrecen en ninguna parte</translation>
    </message>
    <message>
        <source>Type another category</source>
        <translation>Escribir otra categoría</translation>
    </message>
    <message>
        <source>Type its name, then Enter: it opens</source>
        <translation>Escriba su nombre y Entrar: se abre</translation>
    </message>
    <message>
        <source>Use the kit in services…</source>
        <translation>Usar el kit en servicios…</translation>
    </message>
    <message>
        <source>With another kit, with what it was, or with a service</source>
        <translation>Con otro kit, con lo que era o con un servicio</translation>
    </message>
    <message>
        <source>Without category, search and filters</source>
        <translation>Sin categoría, búsqueda ni filtros</translation>
    </message>
</context>
<context>
    <name>KitPane</name>
    <message>
        <source>At least {least}</source>
        <translation>Al menos {least}</translation>
    </message>
    <message>
        <source>At most {most}</source>
        <translation>A lo sumo {most}</translation>
    </message>
    <message>
        <source>From {least} to {most}</source>
        <translation>De {least} a {most}</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>Kit</source>
        <translation>Kit</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versiones</translation>
    </message>
    <message>
        <source>What of the kit is shown</source>
        <translation>Qué se muestra del kit</translation>
    </message>
    <message>
        <source>a value that the kit does not ask for</source>
        <translation>un valor que el kit no pide</translation>
    </message>
    <message>
        <source>inactive</source>
        <translation>inactivo</translation>
    </message>
    <message>
        <source>kit was removed</source>
        <translation>el kit se quitó</translation>
    </message>
    <message>
        <source>kits in kits, too deep</source>
        <translation>kits dentro de kits, demasiado profundo</translation>
    </message>
    <message>
        <source>no cost</source>
        <translation>sin costo</translation>
    </message>
    <message>
        <source>no price</source>
        <translation>sin precio</translation>
    </message>
    <message>
        <source>no unit</source>
        <translation>sin unidad</translation>
    </message>
    <message>
        <source>not in the pricebook any more</source>
        <translation>ya no está en la lista de precios</translation>
    </message>
    <message>
        <source>old cost</source>
        <translation>costo antiguo</translation>
    </message>
    <message>
        <source>the formula does not work</source>
        <translation>la fórmula no funciona</translation>
    </message>
    <message>
        <source>the kit is in itself</source>
        <translation>el kit está dentro de sí mismo</translation>
    </message>
</context>
<context>
    <name>KitPanel</name>
    <message>
        <source>Back to the kits</source>
        <translation>Volver a los kits</translation>
    </message>
</context>
<context>
    <name>KitReview</name>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Kit gave</source>
        <translation>El kit daba</translation>
    </message>
    <message>
        <source>Kit gives</source>
        <translation>El kit da</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Servicio</translation>
    </message>
    <message>
        <source>Service has</source>
        <translation>El servicio tiene</translation>
    </message>
    <message>
        <source>Would have</source>
        <translation>Tendría</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>como está</translation>
    </message>
    <message>
        <source>both changed</source>
        <translation>ambos cambiaron</translation>
    </message>
    <message>
        <source>cannot be linked</source>
        <translation>no se puede enlazar</translation>
    </message>
    <message>
        <source>changed by hand</source>
        <translation>cambiado a mano</translation>
    </message>
    <message>
        <source>follows the kit</source>
        <translation>sigue al kit</translation>
    </message>
    <message>
        <source>has it already</source>
        <translation>ya lo tiene</translation>
    </message>
    <message>
        <source>something removed</source>
        <translation>algo quitado</translation>
    </message>
</context>
<context>
    <name>KitUse</name>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Kit gives</source>
        <translation>El kit da</translation>
    </message>
    <message>
        <source>Linked cost</source>
        <translation>Costo de lo vinculado</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Ahora</translation>
    </message>
    <message>
        <source>Price of what the kit gives</source>
        <translation>Precio de lo que da el kit</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Servicio</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Después</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unidad</translation>
    </message>
    <message>
        <source>added</source>
        <translation>agregado</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>como está</translation>
    </message>
    <message>
        <source>cannot be linked</source>
        <translation>no se puede enlazar</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>cambiado</translation>
    </message>
    <message>
        <source>something removed</source>
        <translation>algo quitado</translation>
    </message>
    <message>
        <source>stays</source>
        <translation>se queda</translation>
    </message>
    <message>
        <source>taken out</source>
        <translation>quitado</translation>
    </message>
    <message>
        <source>{n} without a cost</source>
        <translation>{n} sin costo</translation>
    </message>
    <message>
        <source>{n} without a price</source>
        <translation>{n} sin precio</translation>
    </message>
</context>
<context>
    <name>KitUses</name>
    <message>
        <source>Kits</source>
        <translation>Kits</translation>
    </message>
    <message>
        <source>Made with kits</source>
        <translation>Hecho con kits</translation>
    </message>
    <message>
        <source>changed by hand since</source>
        <translation>cambiado a mano desde entonces</translation>
    </message>
    <message>
        <source>kit changed: review it there</source>
        <translation>el kit cambió: revíselo allí</translation>
    </message>
    <message>
        <source>substitute</source>
        <translation>sustituto</translation>
    </message>
    <message>
        <source>up to date</source>
        <translation>al día</translation>
    </message>
</context>
<context>
    <name>KitWords</name>
    <message>
        <source>something removed</source>
        <translation>algo quitado</translation>
    </message>
</context>
<context>
    <name>KitsCards</name>
    <message>
        <source>Kits as cards</source>
        <translation>Kits como tarjetas</translation>
    </message>
</context>
<context>
    <name>KitsList</name>
    <message>
        <source>A kit holds what is built together again and again: materials, equipment, services, other kits.</source>
        <translation>Un kit reúne lo que se arma junto una y otra vez: materiales, equipos, servicios, otros kits.</translation>
    </message>
    <message>
        <source>Enter open · F2 rename · Ins new · Ctrl+D duplicate · Del remove · ? all shortcuts</source>
        <translation>Intro abrir · F2 nombre · Ins nuevo · Ctrl+D duplicar · Supr quitar · ? todos los atajos</translation>
    </message>
    <message>
        <source>Enter open · Ins new · ? all shortcuts</source>
        <translation>Intro abrir · Ins nuevo · ? todos los atajos</translation>
    </message>
    <message>
        <source>Kits</source>
        <translation>Kits</translation>
    </message>
    <message>
        <source>New kit</source>
        <translation>Kit nuevo</translation>
    </message>
    <message>
        <source>No kit fits</source>
        <translation>Ningún kit coincide</translation>
    </message>
    <message>
        <source>No kits yet</source>
        <translation>Todavía no hay kits</translation>
    </message>
    <message>
        <source>Reading the kits…</source>
        <translation>Leyendo los kits…</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Mostrar todo</translation>
    </message>
    <message>
        <source>Show the kits as a table</source>
        <translation>Mostrar los kits como tabla</translation>
    </message>
    <message>
        <source>Show the kits as cards</source>
        <translation>Mostrar los kits como tarjetas</translation>
    </message>
    <message>
        <source>What is asked for leaves nothing.</source>
        <translation>Lo que se pide no deja nada.</translation>
    </message>
    <message>
        <source>cost incomplete</source>
        <translation>costo incompleto</translation>
    </message>
    <message>
        <source>cost {amount}</source>
        <translation>costo {amount}</translation>
    </message>
    <message>
        <source>kit chosen</source>
        <translation>kit elegido</translation>
    </message>
    <message>
        <source>kits chosen</source>
        <translation>kits elegidos</translation>
    </message>
</context>
<context>
    <name>KitsListWords</name>
    <message>
        <source>Archived</source>
        <translation>Archivados</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Categoría</translation>
    </message>
    <message>
        <source>Changed since used</source>
        <translation>Cambiados desde su uso</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Costo</translation>
    </message>
    <message>
        <source>Current</source>
        <translation>Actuales</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>Incompleto</translation>
    </message>
    <message>
        <source>Kit</source>
        <translation>Kit</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Líneas</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Margen</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Míos</translation>
    </message>
    <message>
        <source>Oldest cost</source>
        <translation>Costo más antiguo</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Precio</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Problemas</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Quitados</translation>
    </message>
    <message>
        <source>Used in</source>
        <translation>Se usa en</translation>
    </message>
    <message>
        <source>What is known comes to {amount}.</source>
        <translation>Lo que se sabe suma {amount}.</translation>
    </message>
    <message>
        <source>With problems</source>
        <translation>Con problemas</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>y {n} más</translation>
    </message>
    <message>
        <source>changed by hand</source>
        <translation>cambiado a mano</translation>
    </message>
    <message>
        <source>day</source>
        <translation>día</translation>
    </message>
    <message>
        <source>days</source>
        <translation>días</translation>
    </message>
    <message>
        <source>formula</source>
        <translation>fórmula</translation>
    </message>
    <message>
        <source>in itself</source>
        <translation>en sí mismo</translation>
    </message>
    <message>
        <source>inactive</source>
        <translation>inactivo</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>incompleto</translation>
    </message>
    <message>
        <source>kit</source>
        <translation>kit</translation>
    </message>
    <message>
        <source>kit changed</source>
        <translation>kit cambiado</translation>
    </message>
    <message>
        <source>kits</source>
        <translation>kits</translation>
    </message>
    <message>
        <source>no cost</source>
        <translation>sin costo</translation>
    </message>
    <message>
        <source>no unit</source>
        <translation>sin unidad</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>no está</translation>
    </message>
    <message>
        <source>old cost</source>
        <translation>costo antiguo</translation>
    </message>
    <message>
        <source>sample fails</source>
        <translation>falla la muestra</translation>
    </message>
    <message>
        <source>service</source>
        <translation>servicio</translation>
    </message>
    <message>
        <source>services</source>
        <translation>servicios</translation>
    </message>
    <message>
        <source>to choose</source>
        <translation>por elegir</translation>
    </message>
    <message>
        <source>today</source>
        <translation>hoy</translation>
    </message>
</context>
<context>
    <name>KitsTable</name>
    <message>
        <source>Kits</source>
        <translation>Kits</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>Close and lose it</source>
        <translation>Cerrar y perderlo</translation>
    </message>
    <message>
        <source>Close the window?</source>
        <translation>¿Cerrar la ventana?</translation>
    </message>
</context>
<context>
    <name>LeavingPanel</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>Desactivar</translation>
    </message>
    <message>
        <source>Disable and reassign</source>
        <translation>Desactivar y reasignar</translation>
    </message>
    <message>
        <source>Disable {name}?</source>
        <translation>¿Desactivar a {name}?</translation>
    </message>
    <message>
        <source>It stays theirs and is not lost; it can be reassigned at any time.</source>
        <translation>Sigue siendo suyo y no se pierde; se puede reasignar en cualquier momento.</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>Dejarlo como está</translation>
    </message>
    <message>
        <source>Not in ServiceTitan yet: {edits}.</source>
        <translation>Aún no en ServiceTitan: {edits}.</translation>
    </message>
    <message>
        <source>Pending edits, open proposals and unfinished change-sets become somebody else's.</source>
        <translation>Los cambios pendientes, las propuestas abiertas y los conjuntos de cambios sin terminar pasan a otra persona.</translation>
    </message>
    <message>
        <source>Reassign</source>
        <translation>Reasignar</translation>
    </message>
    <message>
        <source>Reassign it to</source>
        <translation>Reasignarlo a</translation>
    </message>
    <message>
        <source>Reassign the edits of {name}</source>
        <translation>Reasignar los cambios de {name}</translation>
    </message>
    <message>
        <source>There is nobody it could be reassigned to: edits need a manager or an admin, and proposals alone somebody who may propose.</source>
        <translation>No hay nadie a quien reasignarlo: los cambios necesitan un gerente o un administrador, y las propuestas solas, alguien que pueda proponer.</translation>
    </message>
    <message>
        <source>There is nothing of theirs that is not in ServiceTitan yet.</source>
        <translation>No tiene nada que no esté ya en ServiceTitan.</translation>
    </message>
    <message>
        <source>Who goes on with it</source>
        <translation>Quién lo continúa</translation>
    </message>
    <message>
        <source>{name} is cut off at once and cannot come in any more. Everything they ever did stays, in their name. They can be let in again at any time.</source>
        <translation>{name} pierde el acceso al instante y ya no puede entrar. Todo lo que hizo se queda, a su nombre. Se le puede dejar entrar de nuevo en cualquier momento.</translation>
    </message>
</context>
<context>
    <name>LineCard</name>
    <message>
        <source>Add a substitute</source>
        <translation>Añadir un sustituto</translation>
    </message>
    <message>
        <source>Add a substitute: code or name</source>
        <translation>Añadir un sustituto: código o nombre</translation>
    </message>
    <message>
        <source>Optional: counts only where it is taken</source>
        <translation>Opcional: cuenta solo donde se toma</translation>
    </message>
    <message>
        <source>Substitutes</source>
        <translation>Sustitutos</translation>
    </message>
    <message>
        <source>Take {name} out</source>
        <translation>Quitar {name}</translation>
    </message>
    <message>
        <source>as the kit has it: {value}</source>
        <translation>como lo tiene el kit: {value}</translation>
    </message>
    <message>
        <source>different values</source>
        <translation>valores distintos</translation>
    </message>
    <message>
        <source>{n} lines</source>
        <translation>{n} líneas</translation>
    </message>
</context>
<context>
    <name>LineDrops</name>
    <message>
        <source>{n} lines</source>
        <translation>{n} líneas</translation>
    </message>
</context>
<context>
    <name>LineHandling</name>
    <message>
        <source>Group {n}</source>
        <translation>Grupo {n}</translation>
    </message>
    <message>
        <source>{field}: keep {value}</source>
        <translation>{field}: conservar {value}</translation>
    </message>
    <message>
        <source>{field}: take {value} ({who})</source>
        <translation>{field}: tomar {value} ({who})</translation>
    </message>
</context>
<context>
    <name>LinePasting</name>
    <message>
        <source>Paste lines</source>
        <translation>Pegar líneas</translation>
    </message>
    <message>
        <source>Paste {n} lines</source>
        <translation>Pegar {n} líneas</translation>
    </message>
</context>
<context>
    <name>LineView</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Edit result</source>
        <translation>Editar el resultado</translation>
    </message>
    <message>
        <source>Key: {keys}</source>
        <translation>Tecla: {keys}</translation>
    </message>
    <message>
        <source>Merge row by row</source>
        <translation>Combinar fila por fila</translation>
    </message>
    <message>
        <source>Save result</source>
        <translation>Guardar el resultado</translation>
    </message>
    <message>
        <source>These move together: they are decided as one line.</source>
        <translation>Van juntos: se deciden como una sola línea.</translation>
    </message>
    <message>
        <source>row waits</source>
        <translation>fila espera</translation>
    </message>
    <message>
        <source>rows wait</source>
        <translation>filas esperan</translation>
    </message>
    <message>
        <source>{answer}, always</source>
        <translation>{answer}, siempre</translation>
    </message>
    <message>
        <source>{rows} for you: ← or →.</source>
        <translation>{rows} su decisión: ← o →.</translation>
    </message>
</context>
<context>
    <name>LinesTree</name>
    <message>
        <source>Lines of the kit</source>
        <translation>Líneas del kit</translation>
    </message>
</context>
<context>
    <name>LinkedControl</name>
    <message>
        <source>Add by code or name, or paste a list</source>
        <translation>Agregue por código o nombre, o pegue una lista</translation>
    </message>
    <message>
        <source>Add to {title}</source>
        <translation>Agregar a {title}</translation>
    </message>
    <message>
        <source>Costs {total} in all</source>
        <translation>Cuesta {total} en total</translation>
    </message>
    <message>
        <source>Incomplete: {count} without a cost. The others cost {total}.</source>
        <translation>Incompleto: {count} sin costo. Los demás cuestan {total}.</translation>
    </message>
    <message>
        <source>Take out what is selected</source>
        <translation>Quitar lo seleccionado</translation>
    </message>
    <message>
        <source>Take out what is selected (Del)</source>
        <translation>Quitar lo seleccionado (Supr)</translation>
    </message>
    <message>
        <source>There is no “{text}”.</source>
        <translation>No hay “{text}”.</translation>
    </message>
    <message>
        <source>{code} cannot be linked to itself.</source>
        <translation>{code} no se puede enlazar consigo mismo.</translation>
    </message>
    <message>
        <source>{count} of {all} not found: {codes}</source>
        <translation>{count} de {all} no encontrados: {codes}</translation>
    </message>
    <message>
        <source>{words}: those that all have are shown</source>
        <translation>{words}: se muestran los que todos tienen</translation>
    </message>
</context>
<context>
    <name>LinkedCostLine</name>
    <message>
        <source>Cost of what is in it {total}</source>
        <translation>Costo de lo que contiene {total}</translation>
    </message>
    <message>
        <source>Cost with what is in it {total}</source>
        <translation>Costo con lo que contiene {total}</translation>
    </message>
    <message>
        <source>Incomplete: {count} without a cost. The others cost {total}.</source>
        <translation>Incompleto: {count} sin costo. Los demás cuestan {total}.</translation>
    </message>
    <message>
        <source>Margin {share} of the price {price}</source>
        <translation>Margen {share} del precio {price}</translation>
    </message>
</context>
<context>
    <name>LinkedModel</name>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Cost each</source>
        <translation>Costo c/u</translation>
    </message>
    <message>
        <source>Extended</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Not in ServiceTitan</source>
        <translation>No está en ServiceTitan</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Precio</translation>
    </message>
    <message>
        <source>Qty</source>
        <translation>Cant.</translation>
    </message>
    <message>
        <source>ServiceTitan: {quantity}</source>
        <translation>ServiceTitan: {quantity}</translation>
    </message>
    <message>
        <source>not here any more</source>
        <translation>ya no está aquí</translation>
    </message>
    <message>
        <source>{name} (inactive)</source>
        <translation>{name} (inactivo)</translation>
    </message>
</context>
<context>
    <name>ListActs</name>
    <message>
        <source>Another kit</source>
        <translation>Otro kit</translation>
    </message>
    <message>
        <source>Archived: {kits}.</source>
        <translation>Archivado: {kits}.</translation>
    </message>
    <message>
        <source>New kit</source>
        <translation>Kit nuevo</translation>
    </message>
    <message>
        <source>Removed: {kits}.</source>
        <translation>Quitado: {kits}.</translation>
    </message>
    <message>
        <source>Restored: {kits}.</source>
        <translation>Restaurado: {kits}.</translation>
    </message>
    <message>
        <source>Something is missing now in {kits} that held it.</source>
        <translation>Ahora falta algo en {kits} que lo tenían.</translation>
    </message>
    <message>
        <source>Used in {services}: what was put there stays.</source>
        <translation>Se usa en {services}: lo que se puso allí se queda.</translation>
    </message>
    <message>
        <source>kit</source>
        <translation>kit</translation>
    </message>
    <message>
        <source>kits</source>
        <translation>kits</translation>
    </message>
    <message>
        <source>other kits</source>
        <translation>otros kits</translation>
    </message>
    <message>
        <source>service</source>
        <translation>servicio</translation>
    </message>
    <message>
        <source>services</source>
        <translation>servicios</translation>
    </message>
    <message>
        <source>{kits} with the name “{name}” is there already.</source>
        <translation>Ya hay {kits} con el nombre “{name}”.</translation>
    </message>
    <message>
        <source>{name} copy</source>
        <translation>{name} copia</translation>
    </message>
</context>
<context>
    <name>ListChange</name>
    <message>
        <source>added</source>
        <translation>agregado</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>cambiado</translation>
    </message>
    <message>
        <source>linked cost {amount}</source>
        <translation>costo de lo vinculado {amount}</translation>
    </message>
    <message>
        <source>linked cost {before} → {after}</source>
        <translation>costo de lo vinculado {before} → {after}</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>quitado</translation>
    </message>
    <message>
        <source>{amount} (incomplete)</source>
        <translation>{amount} (incompleto)</translation>
    </message>
    <message>
        <source>{n} unchanged</source>
        <translation>{n} sin cambios</translation>
    </message>
</context>
<context>
    <name>ListChangesView</name>
    <message>
        <source>Rows of the list</source>
        <translation>Filas de la lista</translation>
    </message>
</context>
<context>
    <name>ListModel</name>
    <message>
        <source>chosen</source>
        <translation>elegido</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>fuera</translation>
    </message>
</context>
<context>
    <name>ListPanel</name>
    <message>
        <source>Add a kit</source>
        <translation>Agregar un kit</translation>
    </message>
    <message>
        <source>Add the kits that are to be built, and how many of each.</source>
        <translation>Agregue los kits que se van a armar, y cuántos de cada uno.</translation>
    </message>
    <message>
        <source>Empty the list</source>
        <translation>Vaciar la lista</translation>
    </message>
    <message>
        <source>Kits</source>
        <translation>Kits</translation>
    </message>
    <message>
        <source>Material list</source>
        <translation>Lista de materiales</translation>
    </message>
    <message>
        <source>Not in the list, since nobody knows how many: {names}</source>
        <translation>No está en la lista, porque nadie sabe cuántos: {names}</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>SKUs</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>Save as sheet or PDF…</source>
        <translation>Guardar como hoja o PDF…</translation>
    </message>
    <message>
        <source>What is needed</source>
        <translation>Qué se necesita</translation>
    </message>
    <message>
        <source>vendor</source>
        <translation>proveedor</translation>
    </message>
    <message>
        <source>vendors</source>
        <translation>proveedores</translation>
    </message>
    <message>
        <source>{skus} of {vendors}</source>
        <translation>{skus} de {vendors}</translation>
    </message>
    <message>
        <source>{skus} of {vendors} · {cost}</source>
        <translation>{skus} de {vendors} · {cost}</translation>
    </message>
    <message>
        <source>{skus} of {vendors} · {cost} + ?: {n} without a cost</source>
        <translation>{skus} de {vendors} · {cost} + ?: {n} sin costo</translation>
    </message>
</context>
<context>
    <name>Listed</name>
    <message>
        <source>No. {number}, not in the list (yet)</source>
        <translation>N.º {number}, (aún) no está en la lista</translation>
    </message>
    <message>
        <source>{name} (inactive)</source>
        <translation>{name} (inactivo)</translation>
    </message>
</context>
<context>
    <name>ListedChips</name>
    <message>
        <source>Add by name</source>
        <translation>Agregar por nombre</translation>
    </message>
</context>
<context>
    <name>Listing</name>
    <message>
        <source>matching “{search}”</source>
        <translation>que coinciden con “{search}”</translation>
    </message>
    <message>
        <source>{count} categories</source>
        <translation>{count} categorías</translation>
    </message>
</context>
<context>
    <name>LongWork</name>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nada cambió.</translation>
    </message>
</context>
<context>
    <name>ManageProfiles</name>
    <message>
        <source>A profile that was exported on another computer</source>
        <translation>Un perfil exportado en otra computadora</translation>
    </message>
    <message>
        <source>Back to the page</source>
        <translation>Volver a la página</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Entrada</translation>
    </message>
    <message>
        <source>Export “{name}”</source>
        <translation>Exportar “{name}”</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Campo</translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>Olvidarlo</translation>
    </message>
    <message>
        <source>Import a profile</source>
        <translation>Importar un perfil</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importar…</translation>
    </message>
    <message>
        <source>Lines with commas (*.csv)</source>
        <translation>Líneas con comas (*.csv)</translation>
    </message>
    <message>
        <source>New profile</source>
        <translation>Perfil nuevo</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>Perfiles</translation>
    </message>
    <message>
        <source>Profiles (*.{ending})</source>
        <translation>Perfiles (*.{ending})</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Restablecer</translation>
    </message>
    <message>
        <source>Save what was not shared</source>
        <translation>Guardar lo no compartido</translation>
    </message>
    <message>
        <source>Set it aside and reset</source>
        <translation>Apartar y restablecer</translation>
    </message>
    <message>
        <source>Tenants and environments side by side, each with a copy of its own</source>
        <translation>Cuentas y entornos lado a lado, cada uno con su propia copia</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Cuándo</translation>
    </message>
    <message>
        <source>edit</source>
        <translation>cambio</translation>
    </message>
    <message>
        <source>edits</source>
        <translation>cambios</translation>
    </message>
    <message>
        <source>{file} holds {edits}.</source>
        <translation>{file} contiene {edits}.</translation>
    </message>
    <message>
        <source>{file} holds: {inside}. Not the pricebook.</source>
        <translation>{file} contiene: {inside}. No la lista de precios.</translation>
    </message>
    <message>
        <source>“{name}” is filled again when it is opened.</source>
        <translation>“{name}” se llena de nuevo al abrirlo.</translation>
    </message>
    <message>
        <source>“{name}” is forgotten on this computer.</source>
        <translation>“{name}” queda olvidado en esta computadora.</translation>
    </message>
    <message>
        <source>“{name}” is here. Its passwords and keys are asked for when it is opened.</source>
        <translation>“{name}” está aquí. Sus contraseñas y claves se piden al abrirlo.</translation>
    </message>
</context>
<context>
    <name>MarginLine</name>
    <message>
        <source>Margin {share}</source>
        <translation>Margen {share}</translation>
    </message>
    <message>
        <source>Markup ×{factor}</source>
        <translation>Recargo ×{factor}</translation>
    </message>
    <message>
        <source>No margin without cost and price</source>
        <translation>Sin costo y precio no hay margen</translation>
    </message>
</context>
<context>
    <name>MatchPanel</name>
    <message>
        <source>A folder of pictures</source>
        <translation>Una carpeta de imágenes</translation>
    </message>
    <message>
        <source>Another folder…</source>
        <translation>Otra carpeta…</translation>
    </message>
    <message>
        <source>Back to the gallery</source>
        <translation>Volver a la galería</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Elegir una carpeta…</translation>
    </message>
    <message>
        <source>Drop a folder of pictures here</source>
        <translation>Suelte aquí una carpeta de imágenes</translation>
    </message>
    <message>
        <source>Each picture is proposed for a SKU by the code, vendor part or name in its name or folder, and by its look. Nothing is changed before you say so.</source>
        <translation>Cada imagen se propone para un SKU según el código, la parte del proveedor o el nombre en su archivo o carpeta, y según su aspecto. Nada cambia hasta que usted lo diga.</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Leave this review?</source>
        <translation>¿Salir de esta revisión?</translation>
    </message>
    <message>
        <source>Match a folder</source>
        <translation>Relacionar una carpeta</translation>
    </message>
    <message>
        <source>The pictures were added again.</source>
        <translation>Las imágenes se agregaron de nuevo.</translation>
    </message>
    <message>
        <source>There are no pictures in “{folder}”</source>
        <translation>No hay imágenes en “{folder}”</translation>
    </message>
    <message>
        <source>Undone: the pictures are accepted again, and not added.</source>
        <translation>Deshecho: las imágenes están aceptadas de nuevo, sin agregar.</translation>
    </message>
    <message>
        <source>Wait until the pictures are added.</source>
        <translation>Espere a que se agreguen las imágenes.</translation>
    </message>
    <message>
        <source>other file left alone</source>
        <translation>otro archivo sin tocar</translation>
    </message>
    <message>
        <source>other files left alone</source>
        <translation>otros archivos sin tocar</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>imagen</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>imágenes</translation>
    </message>
    <message>
        <source>the rest is too much for once</source>
        <translation>el resto es demasiado para una vez</translation>
    </message>
    <message>
        <source>{count} without a SKU</source>
        <translation>{count} sin SKU</translation>
    </message>
    <message>
        <source>{pictures} were accepted and are not added yet.</source>
        <translation>Aceptado y aún sin agregar: {pictures}.</translation>
    </message>
</context>
<context>
    <name>MatchSheet</name>
    <message>
        <source>Column {n}</source>
        <translation>Columna {n}</translation>
    </message>
    <message>
        <source>Copy these</source>
        <translation>Copiar estas</translation>
    </message>
    <message>
        <source>Copy what was not found or refused, to mend it in a spreadsheet</source>
        <translation>Copiar lo que no se encontró o se rechazó, para corregirlo en una hoja de cálculo</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Dejar fuera</translation>
    </message>
    <message>
        <source>Looking for the codes …</source>
        <translation>Buscando los códigos …</translation>
    </message>
    <message>
        <source>Not pasted</source>
        <translation>No pegado</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Pegar</translation>
    </message>
    <message>
        <source>Paste by code</source>
        <translation>Pegar por código</translation>
    </message>
    <message>
        <source>What column {n} is</source>
        <translation>Qué es la columna {n}</translation>
    </message>
    <message>
        <source>What is not found or refused</source>
        <translation>Lo que no se encuentra o se rechaza</translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>Qué cambiaría</translation>
    </message>
    <message>
        <source>cell changes</source>
        <translation>celda cambia</translation>
    </message>
    <message>
        <source>cells change</source>
        <translation>celdas cambian</translation>
    </message>
    <message>
        <source>column left out</source>
        <translation>columna fuera</translation>
    </message>
    <message>
        <source>columns left out</source>
        <translation>columnas fuera</translation>
    </message>
    <message>
        <source>{count} not found</source>
        <translation>{count} no encontrados</translation>
    </message>
    <message>
        <source>{count} refused</source>
        <translation>{count} rechazados</translation>
    </message>
    <message>
        <source>{count} the same</source>
        <translation>{count} iguales</translation>
    </message>
</context>
<context>
    <name>MatchTable</name>
    <message>
        <source>Pictures and the SKUs they are proposed for</source>
        <translation>Imágenes y los SKU para los que se proponen</translation>
    </message>
</context>
<context>
    <name>MatchesModel</name>
    <message>
        <source>Confidence</source>
        <translation>Confianza</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Decisión</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>SKU and the picture it has</source>
        <translation>SKU y la imagen que tiene</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Por qué</translation>
    </message>
</context>
<context>
    <name>Matching</name>
    <message>
        <source>Accept</source>
        <translation>Aceptar</translation>
    </message>
    <message>
        <source>Accept, or do not</source>
        <translation>Aceptar, o no</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Aceptada</translation>
    </message>
    <message>
        <source>Add what is accepted</source>
        <translation>Agregar lo aceptado</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Agregada</translation>
    </message>
    <message>
        <source>Ambiguous</source>
        <translation>Ambigua</translation>
    </message>
    <message>
        <source>Another SKU…</source>
        <translation>Otro SKU…</translation>
    </message>
    <message>
        <source>Arrows go on · type a code or name, Enter assigns · Ctrl+Z takes back</source>
        <translation>Flechas avanzan · escriba código o nombre, Intro asigna · Ctrl+Z deshace</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>Ampliar</translation>
    </message>
    <message>
        <source>Find its SKU</source>
        <translation>Buscar su SKU</translation>
    </message>
    <message>
        <source>Find its SKU; so does typing</source>
        <translation>Buscar su SKU; también al escribir</translation>
    </message>
    <message>
        <source>Give it to another SKU</source>
        <translation>Dársela a otro SKU</translation>
    </message>
    <message>
        <source>Has it</source>
        <translation>Ya la tiene</translation>
    </message>
    <message>
        <source>In the pictures to assign</source>
        <translation>En las imágenes por asignar</translation>
    </message>
    <message>
        <source>In what is proposed for a folder</source>
        <translation>En lo propuesto para una carpeta</translation>
    </message>
    <message>
        <source>It is not of this SKU</source>
        <translation>No es de este SKU</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Dejar fuera</translation>
    </message>
    <message>
        <source>Leave the picture out</source>
        <translation>Dejar fuera la imagen</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Fuera</translation>
    </message>
    <message>
        <source>Not this SKU</source>
        <translation>No es este SKU</translation>
    </message>
    <message>
        <source>Show both pictures large</source>
        <translation>Mostrar ambas imágenes en grande</translation>
    </message>
    <message>
        <source>Show the picture large</source>
        <translation>Mostrar la imagen en grande</translation>
    </message>
    <message>
        <source>Take back in</source>
        <translation>Volver a incluir</translation>
    </message>
    <message>
        <source>Take the last decision back</source>
        <translation>Deshacer la última decisión</translation>
    </message>
    <message>
        <source>To decide</source>
        <translation>Por decidir</translation>
    </message>
    <message>
        <source>Type a code or name for another SKU · Ctrl+Z takes back</source>
        <translation>Escriba un código o nombre para otro SKU · Ctrl+Z deshace</translation>
    </message>
    <message>
        <source>a short code may stand there by chance</source>
        <translation>un código corto puede estar ahí por azar</translation>
    </message>
    <message>
        <source>in the folder of the vendor part {text}</source>
        <translation>en la carpeta de la parte del proveedor {text}</translation>
    </message>
    <message>
        <source>in the folder {text}</source>
        <translation>en la carpeta {text}</translation>
    </message>
    <message>
        <source>it has this very picture</source>
        <translation>ya tiene esta misma imagen</translation>
    </message>
    <message>
        <source>it is inactive</source>
        <translation>está inactivo</translation>
    </message>
    <message>
        <source>longer codes begin like {text}</source>
        <translation>códigos más largos empiezan como {text}</translation>
    </message>
    <message>
        <source>looks like a picture it has</source>
        <translation>se parece a una imagen que tiene</translation>
    </message>
    <message>
        <source>named after the code {text}</source>
        <translation>lleva el código {text}</translation>
    </message>
    <message>
        <source>named after the vendor part {text}</source>
        <translation>lleva la parte del proveedor {text}</translation>
    </message>
    <message>
        <source>named as it is, word for word</source>
        <translation>se llama igual, palabra por palabra</translation>
    </message>
    <message>
        <source>no name, folder or look that is known</source>
        <translation>ni nombre, ni carpeta, ni aspecto conocido</translation>
    </message>
    <message>
        <source>not the one that was proposed</source>
        <translation>no es el que se propuso</translation>
    </message>
    <message>
        <source>other letters or digits stand right beside it</source>
        <translation>hay otras letras o cifras justo al lado</translation>
    </message>
    <message>
        <source>shares “{text}” with the name</source>
        <translation>comparte “{text}” con el nombre</translation>
    </message>
    <message>
        <source>the code {text} in the name</source>
        <translation>el código {text} en el nombre</translation>
    </message>
    <message>
        <source>the vendor part {text} in the name</source>
        <translation>la parte del proveedor {text} en el nombre</translation>
    </message>
    <message>
        <source>you chose it</source>
        <translation>lo eligió usted</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n} %</translation>
    </message>
    <message>
        <source>{text} fits too</source>
        <translation>{text} también encaja</translation>
    </message>
</context>
<context>
    <name>MemberPanel</name>
    <message>
        <source>A name is needed.</source>
        <translation>Hace falta un nombre.</translation>
    </message>
    <message>
        <source>Change my password…</source>
        <translation>Cambiar mi contraseña…</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Computadoras</translation>
    </message>
    <message>
        <source>Disable…</source>
        <translation>Desactivar…</translation>
    </message>
    <message>
        <source>In the team</source>
        <translation>En el equipo</translation>
    </message>
    <message>
        <source>Invitation…</source>
        <translation>Invitación…</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Visto por última vez</translation>
    </message>
    <message>
        <source>Let in again</source>
        <translation>Dejar entrar de nuevo</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Usuario</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>New first password…</source>
        <translation>Nueva primera contraseña…</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>Aún sin enviar</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Contraseña</translation>
    </message>
    <message>
        <source>Reassign edits…</source>
        <translation>Reasignar cambios…</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Función</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>has not chosen their own yet</source>
        <translation>aún no ha elegido la suya</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nunca</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nada</translation>
    </message>
    <message>
        <source>since {when}</source>
        <translation>desde {when}</translation>
    </message>
</context>
<context>
    <name>MyPasswordPanel</name>
    <message>
        <source>At least 12 characters. The shared database never sees it, only a proof of it; this computer keeps it where it keeps the one you have now. Other computers of yours have to be told once, under Settings › Change connection.</source>
        <translation>Al menos 12 caracteres. La base de datos compartida nunca la ve, solo una prueba de ella; esta computadora la guarda donde guarda la que tiene ahora. En sus otras computadoras hay que ponerla una vez, en Ajustes › Cambiar la conexión.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>Cambiarla</translation>
    </message>
    <message>
        <source>Change my password</source>
        <translation>Cambiar mi contraseña</translation>
    </message>
    <message>
        <source>Changed. Keeping it on this computer…</source>
        <translation>Cambiada. Guardándola en esta computadora…</translation>
    </message>
    <message>
        <source>Changing…</source>
        <translation>Cambiando…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>It is not the same.</source>
        <translation>No es la misma.</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Contraseña nueva</translation>
    </message>
    <message>
        <source>Show what I type</source>
        <translation>Mostrar lo que escribo</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>La misma otra vez</translation>
    </message>
    <message>
        <source>Try to keep it again</source>
        <translation>Intentar guardarla de nuevo</translation>
    </message>
    <message>
        <source>Whether it was changed is not known. Should your old password be refused from now on, the new one counts: type it under Settings › Change connection.</source>
        <translation>No se sabe si se cambió. Si desde ahora se rechaza su contraseña anterior, vale la nueva: escríbala en Ajustes › Cambiar la conexión.</translation>
    </message>
    <message>
        <source>You came in with a password that somebody else knows. Choose one that only you know.</source>
        <translation>Usted entró con una contraseña que otra persona conoce. Elija una que solo usted conozca.</translation>
    </message>
    <message>
        <source>Your new password counts already, but this computer could not keep it, and will ask with the old one at its next start. {reason} Then try again here, or type it under Settings › Change connection.</source>
        <translation>Su contraseña nueva ya vale, pero esta computadora no pudo guardarla, y preguntará con la anterior al iniciar de nuevo. {reason} Luego inténtelo otra vez aquí, o escríbala en Ajustes › Cambiar la conexión.</translation>
    </message>
    <message>
        <source>Your password is changed.</source>
        <translation>Su contraseña se cambió.</translation>
    </message>
</context>
<context>
    <name>NamePopup</name>
    <message>
        <source>Name of the view</source>
        <translation>Nombre de la vista</translation>
    </message>
    <message>
        <source>Replace “{name}”</source>
        <translation>Reemplazar “{name}”</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
</context>
<context>
    <name>Narrowing</name>
    <message>
        <source>Changed last by me, or not yet sent from this desktop</source>
        <translation>Los que cambié yo por última vez, o que aún no se enviaron desde este escritorio</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Mostrar todo</translation>
    </message>
</context>
<context>
    <name>NewCard</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Colour of the new profile</source>
        <translation>Color del perfil nuevo</translation>
    </message>
    <message>
        <source>Create and connect…</source>
        <translation>Crear y conectar…</translation>
    </message>
    <message>
        <source>For another tenant, or another environment of the same one. It has a copy of its own here.</source>
        <translation>Para otra cuenta, u otro entorno de la misma. Tiene aquí una copia propia.</translation>
    </message>
    <message>
        <source>Name of the new profile</source>
        <translation>Nombre del perfil nuevo</translation>
    </message>
    <message>
        <source>Name, as “Blue Reef test”</source>
        <translation>Nombre, como “Blue Reef pruebas”</translation>
    </message>
    <message>
        <source>New profile</source>
        <translation>Perfil nuevo</translation>
    </message>
</context>
<context>
    <name>NewEntries</name>
    <message>
        <source>ServiceTitan does not have it yet.</source>
        <translation>ServiceTitan aún no lo tiene.</translation>
    </message>
    <message>
        <source>field</source>
        <translation>campo</translation>
    </message>
    <message>
        <source>fields</source>
        <translation>campos</translation>
    </message>
    <message>
        <source>new {kind}</source>
        <translation>nuevo: {kind}</translation>
    </message>
</context>
<context>
    <name>NewEntryLine</name>
    <message>
        <source>Amount</source>
        <translation>Importe</translation>
    </message>
    <message>
        <source>Amount is</source>
        <translation>El importe es</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Cerrar (Esc)</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Crear</translation>
    </message>
    <message>
        <source>Discount or fee</source>
        <translation>Descuento o cargo</translation>
    </message>
    <message>
        <source>Kind of entry</source>
        <translation>Tipo de entrada</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>New {kind} in no category</source>
        <translation>Crear {kind} sin categoría</translation>
    </message>
    <message>
        <source>New {kind} in {place}</source>
        <translation>Crear {kind} en {place}</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Precio</translation>
    </message>
    <message>
        <source>{entry}, unit {unit}</source>
        <translation>{entry}, unidad {unit}</translation>
    </message>
    <message>
        <source>{name} has this code already. It can be made all the same.</source>
        <translation>{name} ya tiene este código. Se puede crear de todos modos.</translation>
    </message>
</context>
<context>
    <name>NotFoundCard</name>
    <message>
        <source>{count} in {tree}</source>
        <translation>{count} en {tree}</translation>
    </message>
</context>
<context>
    <name>NothingHere</name>
    <message>
        <source>Clear filters</source>
        <translation>Quitar los filtros</translation>
    </message>
    <message>
        <source>No entries match these filters</source>
        <translation>Ninguna entrada coincide con estos filtros</translation>
    </message>
    <message>
        <source>The filters in force stand above the headings.</source>
        <translation>Los filtros en vigor están sobre los encabezados.</translation>
    </message>
</context>
<context>
    <name>OwnPasswordPage</name>
    <message>
        <source>At least 12 characters; a few words are easy to remember.</source>
        <translation>Al menos 12 caracteres; unas cuantas palabras se recuerdan bien.</translation>
    </message>
    <message>
        <source>Choose your own password</source>
        <translation>Elija su propia contraseña</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Contraseña nueva</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>Una vez más</translation>
    </message>
    <message>
        <source>Set password and join</source>
        <translation>Poner contraseña y entrar</translation>
    </message>
    <message>
        <source>The one you were given is known to whoever invited you. From now on only yours counts; the database never sees it, only what proves it.</source>
        <translation>La que le dieron la conoce quien lo invitó. Desde ahora solo vale la suya; la base de datos nunca la ve, solo lo que la prueba.</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Activity</source>
        <translation>Actividad</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>Galería</translation>
    </message>
    <message>
        <source>Kits</source>
        <translation>Kits</translation>
    </message>
    <message>
        <source>Pricebook</source>
        <translation>Precios</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Revisión</translation>
    </message>
    <message>
        <source>Search kits by name, category, tag…</source>
        <translation>Buscar kits por nombre, categoría, etiqueta…</translation>
    </message>
    <message>
        <source>Search people by name, login, role…</source>
        <translation>Buscar personas por nombre, usuario, función…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Equipo</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Commands</source>
        <translation>Comandos</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Entradas</translation>
    </message>
    <message>
        <source>Find a command or an entry</source>
        <translation>Buscar un comando o una entrada</translation>
    </message>
    <message>
        <source>Nothing by that name</source>
        <translation>Nada con ese nombre</translation>
    </message>
    <message>
        <source>Used lately</source>
        <translation>Usado hace poco</translation>
    </message>
    <message>
        <source>What do you want to do? Or a code or name…</source>
        <translation>¿Qué quiere hacer? O un código o nombre…</translation>
    </message>
</context>
<context>
    <name>ParameterForm</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Choices</source>
        <translation>Opciones</translation>
    </message>
    <message>
        <source>Choices, where only some numbers are possible</source>
        <translation>Opciones, donde solo algunos números son posibles</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Valor propio</translation>
    </message>
    <message>
        <source>From, to</source>
        <translation>De, a</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Conservar</translation>
    </message>
    <message>
        <source>Keep or cancel what is typed here before you open another.</source>
        <translation>Guarde o cancele lo escrito aquí antes de abrir otro.</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>Mínimo</translation>
    </message>
    <message>
        <source>Most</source>
        <translation>Máximo</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>New parameter</source>
        <translation>Parámetro nuevo</translation>
    </message>
    <message>
        <source>One a line, as they are called = their number
1-1/2" = 1.5</source>
        <translation>Una por línea: como se llama = su número
1-1/2" = 1.5</translation>
    </message>
    <message>
        <source>Parameter {name}</source>
        <translation>Parámetro {name}</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unidad</translation>
    </message>
    <message>
        <source>any</source>
        <translation>cualquiera</translation>
    </message>
</context>
<context>
    <name>ParameterRow</name>
    <message>
        <source>Change or remove {name}</source>
        <translation>Cambiar o quitar {name}</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Editar…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>choice</source>
        <translation>opción</translation>
    </message>
</context>
<context>
    <name>ParametersSection</name>
    <message>
        <source>Add a parameter</source>
        <translation>Agregar un parámetro</translation>
    </message>
    <message>
        <source>None yet. Formulas in quantities can use them: =[run_ft]*1.1/10</source>
        <translation>Todavía ninguno. Las fórmulas de las cantidades pueden usarlos: =[run_ft]*1.1/10</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parámetros</translation>
    </message>
</context>
<context>
    <name>ParentControl</name>
    <message>
        <source>At the top</source>
        <translation>Arriba del todo</translation>
    </message>
    <message>
        <source>Category {number}</source>
        <translation>Categoría {number}</translation>
    </message>
</context>
<context>
    <name>PartBrowser</name>
    <message>
        <source>Enter include · Shift+Enter copy lines</source>
        <translation>Intro incluye · Mayús+Intro copia</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>Favoritos</translation>
    </message>
    <message>
        <source>Look in any category instead.</source>
        <translation>Busque en cualquier categoría.</translation>
    </message>
    <message>
        <source>Nothing fits “{text}”.</source>
        <translation>Nada coincide con “{text}”.</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Recientes</translation>
    </message>
    <message>
        <source>Type a part of a name or a code. What you use often is kept here: Ctrl+B marks a favourite.</source>
        <translation>Escriba parte de un nombre o un código. Lo que usa a menudo queda aquí: Ctrl+B marca un favorito.</translation>
    </message>
    <message>
        <source>↑ ↓ choose · Enter add · Ctrl+B favourite</source>
        <translation>↑ ↓ elegir · Intro añade · Ctrl+B favorito</translation>
    </message>
</context>
<context>
    <name>PartDelegate</name>
    <message>
        <source>Enter ↵</source>
        <translation>Intro ↵</translation>
    </message>
</context>
<context>
    <name>PartList</name>
    <message>
        <source>Parts that fit</source>
        <translation>Piezas que coinciden</translation>
    </message>
    <message>
        <source>{n} parts</source>
        <translation>{n} piezas</translation>
    </message>
</context>
<context>
    <name>PartModel</name>
    <message>
        <source>1 line</source>
        <translation>1 línea</translation>
    </message>
    <message>
        <source>Kit</source>
        <translation>Kit</translation>
    </message>
    <message>
        <source>cost {cost}</source>
        <translation>costo {cost}</translation>
    </message>
    <message>
        <source>no cost</source>
        <translation>sin costo</translation>
    </message>
    <message>
        <source>{n} lines</source>
        <translation>{n} líneas</translation>
    </message>
</context>
<context>
    <name>PartSearch</name>
    <message>
        <source>Find a material, service or kit</source>
        <translation>Buscar material, servicio o kit</translation>
    </message>
</context>
<context>
    <name>PartView</name>
    <message>
        <source>Came with {part}</source>
        <translation>Vino con {part}</translation>
    </message>
    <message>
        <source>It lies in {folder}</source>
        <translation>Está en {folder}</translation>
    </message>
    <message>
        <source>Its makers name {others} in it; they stand below its licence.</source>
        <translation>Sus autores nombran {others} en él; figuran debajo de su licencia.</translation>
    </message>
    <message>
        <source>Licence: {licence}</source>
        <translation>Licencia: {licence}</translation>
    </message>
    <message>
        <source>Source: {address}</source>
        <translation>Código fuente: {address}</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>Texto de la licencia</translation>
    </message>
    <message>
        <source>Used unchanged, as a library of its own. You may put another build of the same version in its place, and may take the program apart to find out why that does not work.</source>
        <translation>Se usa sin cambios, como biblioteca aparte. Usted puede poner en su lugar otra compilación de la misma versión, y puede desarmar el programa para averiguar por qué eso no funciona.</translation>
    </message>
    <message>
        <source>What its makers name in it:</source>
        <translation>Lo que sus autores nombran en él:</translation>
    </message>
    <message>
        <source>other</source>
        <translation>componente más</translation>
    </message>
    <message>
        <source>others</source>
        <translation>componentes más</translation>
    </message>
</context>
<context>
    <name>PatternStrip</name>
    <message>
        <source>Decide all {n} the same way…</source>
        <translation>Decidir los {n} de la misma manera…</translation>
    </message>
    <message>
        <source>Key: {keys}</source>
        <translation>Tecla: {keys}</translation>
    </message>
    <message>
        <source>One by one</source>
        <translation>Uno por uno</translation>
    </message>
    <message>
        <source>{answer}, all {n}</source>
        <translation>{answer}, los {n}</translation>
    </message>
    <message>
        <source>{answer}: list prices {difference}</source>
        <translation>{answer}: precios de lista {difference}</translation>
    </message>
    <message>
        <source>{n} more look like this</source>
        <translation>{n} más son como este</translation>
    </message>
</context>
<context>
    <name>People</name>
    <message>
        <source>you</source>
        <translation>usted</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>el suyo</translation>
    </message>
    <message>
        <source>{name}'s</source>
        <translation>de {name}</translation>
    </message>
</context>
<context>
    <name>PickedField</name>
    <message>
        <source>All</source>
        <translation>Todo</translation>
    </message>
    <message>
        <source>Filter by {column}: {values}</source>
        <translation>Filtrar por {column}: {values}</translation>
    </message>
</context>
<context>
    <name>PictureAdding</name>
    <message>
        <source>Add pictures</source>
        <translation>Agregar imágenes</translation>
    </message>
    <message>
        <source>Added {pictures} to {entries}.</source>
        <translation>Agregado: {pictures} a {entries}.</translation>
    </message>
    <message>
        <source>Added {pictures}.</source>
        <translation>Agregado: {pictures}.</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Todos los archivos</translation>
    </message>
    <message>
        <source>Cancelled: nothing was changed.</source>
        <translation>Cancelado: nada cambió.</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>Elegir una imagen</translation>
    </message>
    <message>
        <source>Choose pictures</source>
        <translation>Elegir imágenes</translation>
    </message>
    <message>
        <source>It is there already.</source>
        <translation>Ya está ahí.</translation>
    </message>
    <message>
        <source>Looking for pictures</source>
        <translation>Buscando imágenes</translation>
    </message>
    <message>
        <source>Nothing was changed</source>
        <translation>Nada cambió</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nada cambió.</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Imágenes</translation>
    </message>
    <message>
        <source>Proposed. A manager decides.</source>
        <translation>Propuesto. Decide un gerente.</translation>
    </message>
    <message>
        <source>Reading pictures</source>
        <translation>Leyendo imágenes</translation>
    </message>
    <message>
        <source>Replaced.</source>
        <translation>Reemplazada.</translation>
    </message>
    <message>
        <source>The pasted picture</source>
        <translation>La imagen pegada</translation>
    </message>
    <message>
        <source>There are no pictures in it.</source>
        <translation>No contiene imágenes.</translation>
    </message>
    <message>
        <source>These are more than {count} pictures. Take them in several lots.</source>
        <translation>Son más de {count} imágenes. Agréguelas en varias tandas.</translation>
    </message>
    <message>
        <source>These are {count} pictures for one entry. An entry can have at most {most} pictures and files.</source>
        <translation>Son {count} imágenes para una entrada. Una entrada puede tener a lo sumo {most} imágenes y archivos.</translation>
    </message>
    <message>
        <source>These are {count} pictures, and a category has only one of its own. Take one of them.</source>
        <translation>Son {count} imágenes, y una categoría solo tiene una propia. Elija una de ellas.</translation>
    </message>
    <message>
        <source>This window is not set up for adding pictures.</source>
        <translation>Esta ventana no está preparada para agregar imágenes.</translation>
    </message>
    <message>
        <source>Your role can look at pictures but not change them.</source>
        <translation>Su función puede ver imágenes, pero no cambiarlas.</translation>
    </message>
    <message>
        <source>entries</source>
        <translation>entradas</translation>
    </message>
    <message>
        <source>entry</source>
        <translation>entrada</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>imagen</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>imágenes</translation>
    </message>
    <message>
        <source>{count} could not be added.</source>
        <translation>{count} no se pudieron agregar.</translation>
    </message>
    <message>
        <source>{count} notes on how they were prepared.</source>
        <translation>{count} notas sobre cómo se prepararon.</translation>
    </message>
    <message>
        <source>{name}: {why}</source>
        <translation>{name}: {why}</translation>
    </message>
</context>
<context>
    <name>PictureCanvas</name>
    <message>
        <source>This entry has no picture</source>
        <translation>Esta entrada no tiene imagen</translation>
    </message>
</context>
<context>
    <name>PictureDifference</name>
    <message>
        <source>a file</source>
        <translation>un archivo</translation>
    </message>
    <message>
        <source>a picture</source>
        <translation>una imagen</translation>
    </message>
    <message>
        <source>added</source>
        <translation>por agregar</translation>
    </message>
    <message>
        <source>another default</source>
        <translation>otra principal</translation>
    </message>
    <message>
        <source>another name</source>
        <translation>otro nombre</translation>
    </message>
    <message>
        <source>another order</source>
        <translation>otro orden</translation>
    </message>
    <message>
        <source>another type</source>
        <translation>otro tipo</translation>
    </message>
    <message>
        <source>file</source>
        <translation>archivo</translation>
    </message>
    <message>
        <source>files</source>
        <translation>archivos</translation>
    </message>
    <message>
        <source>new picture</source>
        <translation>imagen nueva</translation>
    </message>
    <message>
        <source>new picture {n}</source>
        <translation>imagen nueva {n}</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>imagen</translation>
    </message>
    <message>
        <source>picture {n}</source>
        <translation>imagen {n}</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>imágenes</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>por quitar</translation>
    </message>
    <message>
        <source>replaced</source>
        <translation>por reemplazar</translation>
    </message>
    <message>
        <source>the default picture</source>
        <translation>la imagen principal</translation>
    </message>
    <message>
        <source>the same, with another default or type</source>
        <translation>las mismas, con otra principal u otro tipo</translation>
    </message>
    <message>
        <source>{files} added</source>
        <translation>{files} por agregar</translation>
    </message>
    <message>
        <source>{pictures} added</source>
        <translation>{pictures} por agregar</translation>
    </message>
</context>
<context>
    <name>PictureEditor</name>
    <message>
        <source>After</source>
        <translation>Después</translation>
    </message>
    <message>
        <source>After: without its borders</source>
        <translation>Después: sin sus bordes</translation>
    </message>
    <message>
        <source>After: {size}</source>
        <translation>Después: {size}</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Antes</translation>
    </message>
    <message>
        <source>Before: {size}</source>
        <translation>Antes: {size}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>Discard what was done to the picture?</source>
        <translation>¿Descartar lo hecho a la imagen?</translation>
    </message>
    <message>
        <source>Edit picture: {name}</source>
        <translation>Editar imagen: {name}</translation>
    </message>
    <message>
        <source>Fetching the picture …</source>
        <translation>Trayendo la imagen …</translation>
    </message>
    <message>
        <source>In the picture editor</source>
        <translation>En el editor de imágenes</translation>
    </message>
    <message>
        <source>It is not saved. The picture stays as it was.</source>
        <translation>No está guardado. La imagen se queda como estaba.</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>Seguir editando</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>Reflejar</translation>
    </message>
    <message>
        <source>Move its left or upper edge</source>
        <translation>Mover su borde izquierdo o superior</translation>
    </message>
    <message>
        <source>Move its right or lower edge</source>
        <translation>Mover su borde derecho o inferior</translation>
    </message>
    <message>
        <source>Move the frame</source>
        <translation>Mover el marco</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>Guardar imagen</translation>
    </message>
    <message>
        <source>Save, or leave it as it was</source>
        <translation>Guardar, o dejarla como estaba</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>Guardando …</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>Cuadrada</translation>
    </message>
    <message>
        <source>The same by little</source>
        <translation>Lo mismo, poco a poco</translation>
    </message>
    <message>
        <source>Trim</source>
        <translation>Quitar bordes</translation>
    </message>
    <message>
        <source>Turn right or left</source>
        <translation>Girar a la derecha o a la izquierda</translation>
    </message>
    <message>
        <source>Undo and redo</source>
        <translation>Deshacer y rehacer</translation>
    </message>
    <message>
        <source>White background</source>
        <translation>Fondo blanco</translation>
    </message>
    <message>
        <source>{words}, low resolution</source>
        <translation>{words}, baja resolución</translation>
    </message>
</context>
<context>
    <name>PictureFlaws</name>
    <message>
        <source>A kind that cannot be shown</source>
        <translation>Un tipo que no se puede mostrar</translation>
    </message>
    <message>
        <source>It cannot be read</source>
        <translation>No se puede leer</translation>
    </message>
    <message>
        <source>It has no address</source>
        <translation>No tiene dirección</translation>
    </message>
    <message>
        <source>It has too many pixels</source>
        <translation>Tiene demasiados píxeles</translation>
    </message>
    <message>
        <source>It is no picture</source>
        <translation>No es una imagen</translation>
    </message>
    <message>
        <source>It takes too long to read</source>
        <translation>Tarda demasiado en leerse</translation>
    </message>
    <message>
        <source>It takes too much memory</source>
        <translation>Ocupa demasiada memoria</translation>
    </message>
    <message>
        <source>It was not kept</source>
        <translation>No se guardó</translation>
    </message>
    <message>
        <source>It was not read</source>
        <translation>No se leyó</translation>
    </message>
    <message>
        <source>Its address leads into a private network</source>
        <translation>Su dirección lleva a una red privada</translation>
    </message>
    <message>
        <source>ServiceTitan does not have it any more</source>
        <translation>ServiceTitan ya no la tiene</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>El disco está lleno</translation>
    </message>
    <message>
        <source>The file is cut off</source>
        <translation>El archivo está cortado</translation>
    </message>
    <message>
        <source>The file is damaged</source>
        <translation>El archivo está dañado</translation>
    </message>
    <message>
        <source>The file is empty</source>
        <translation>El archivo está vacío</translation>
    </message>
    <message>
        <source>The file is too large</source>
        <translation>El archivo es demasiado grande</translation>
    </message>
    <message>
        <source>Where it is kept, it is not given out</source>
        <translation>Donde se guarda, no la entregan</translation>
    </message>
</context>
<context>
    <name>PictureReports</name>
    <message>
        <source>Account</source>
        <translation>Cuenta</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>All categories</source>
        <translation>Todas las categorías</translation>
    </message>
    <message>
        <source>All {all} pictures looked at</source>
        <translation>Las {all} imágenes miradas</translation>
    </message>
    <message>
        <source>Broken</source>
        <translation>Rotas</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Categoría</translation>
    </message>
    <message>
        <source>Copies in ServiceTitan</source>
        <translation>Copias en ServiceTitan</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Cobertura</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Fecha</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Entradas</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>In no category</source>
        <translation>En ninguna categoría</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Low resolution</source>
        <translation>Baja resolución</translation>
    </message>
    <message>
        <source>None of these pictures was looked at yet</source>
        <translation>Aún no se miró ninguna de estas imágenes</translation>
    </message>
    <message>
        <source>Not used</source>
        <translation>Sin uso</translation>
    </message>
    <message>
        <source>Nothing that was seen here has gone out of use.</source>
        <translation>Nada de lo visto aquí ha dejado de usarse.</translation>
    </message>
    <message>
        <source>Of the pictures that were looked at, all can be shown.</source>
        <translation>De las imágenes que se miraron, todas se pueden mostrar.</translation>
    </message>
    <message>
        <source>Of the pictures that were looked at, each is on one SKU only.</source>
        <translation>De las imágenes que se miraron, cada una está en un solo SKU.</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Imagen</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>Píxeles</translation>
    </message>
    <message>
        <source>SKUs</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>Shared</source>
        <translation>Compartidas</translation>
    </message>
    <message>
        <source>Shown by</source>
        <translation>La muestran</translation>
    </message>
    <message>
        <source>There are no active SKUs yet.</source>
        <translation>Aún no hay SKU activos.</translation>
    </message>
    <message>
        <source>What it was</source>
        <translation>Qué era</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Por qué</translation>
    </message>
    <message>
        <source>With a picture</source>
        <translation>Con imagen</translation>
    </message>
    <message>
        <source>Without</source>
        <translation>Sin imagen</translation>
    </message>
    <message>
        <source>a picture of {code}</source>
        <translation>una imagen de {code}</translation>
    </message>
    <message>
        <source>added here</source>
        <translation>agregada aquí</translation>
    </message>
    <message>
        <source>broken picture</source>
        <translation>imagen rota</translation>
    </message>
    <message>
        <source>broken pictures</source>
        <translation>imágenes rotas</translation>
    </message>
    <message>
        <source>no address</source>
        <translation>sin dirección</translation>
    </message>
    <message>
        <source>picture on several SKUs</source>
        <translation>imagen en varios SKU</translation>
    </message>
    <message>
        <source>picture that nothing shows</source>
        <translation>imagen que nada muestra</translation>
    </message>
    <message>
        <source>pictures on several SKUs each</source>
        <translation>imágenes en varios SKU cada una</translation>
    </message>
    <message>
        <source>pictures that nothing shows</source>
        <translation>imágenes que nada muestra</translation>
    </message>
    <message>
        <source>{kind}: {with_picture} of {skus} have a picture, {share}</source>
        <translation>{kind}: {with_picture} de {skus} tienen imagen, {share}</translation>
    </message>
    <message>
        <source>{named} and {n} more</source>
        <translation>{named} y {n} más</translation>
    </message>
    <message>
        <source>{n} of {all} pictures looked at; Keep offline looks at all</source>
        <translation>{n} de {all} imágenes miradas; “Usar sin conexión” las mira todas</translation>
    </message>
</context>
<context>
    <name>PlacePage</name>
    <message>
        <source>A PostgreSQL server</source>
        <translation>Un servidor PostgreSQL</translation>
    </message>
    <message>
        <source>A project there; nothing to look after in your office.</source>
        <translation>Un proyecto allí; nada que cuidar en su oficina.</translation>
    </message>
    <message>
        <source>Built in, on this computer</source>
        <translation>Integrada, en esta computadora</translation>
    </message>
    <message>
        <source>Certificate of the server's authority</source>
        <translation>Certificado de la autoridad del servidor</translation>
    </message>
    <message>
        <source>Connection string, taken apart below</source>
        <translation>Cadena de conexión, que se reparte abajo</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Conexiones</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Contenido</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Base de datos</translation>
    </message>
    <message>
        <source>For one person: nobody else can join, and this computer keeps the only copy.</source>
        <translation>Para una sola persona: nadie más puede entrar, y esta computadora guarda la única copia.</translation>
    </message>
    <message>
        <source>It holds the pricebook and every change of your team until it is pushed.</source>
        <translation>Guarda la lista de precios y cada cambio de su equipo hasta que se envía.</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Siguiente</translation>
    </message>
    <message>
        <source>Owner's login</source>
        <translation>Usuario del propietario</translation>
    </message>
    <message>
        <source>Owner's password</source>
        <translation>Contraseña del propietario</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Puerto</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>Acceso</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Permisos</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Supabase</source>
        <translation>Supabase</translation>
    </message>
    <message>
        <source>Supabase › Connect › Session pooler shows all of it. Take port 5432, the session pooler, which gives everybody a connection of their own; 6543, the transaction pooler, mixes them. The certificate is at Database › Settings › SSL Configuration.</source>
        <translation>Supabase › Connect › Session pooler lo muestra todo. Tome el puerto 5432, el “session pooler”, que da a cada quien una conexión propia; 6543, el “transaction pooler”, las mezcla. El certificado está en Database › Settings › SSL Configuration.</translation>
    </message>
    <message>
        <source>The owner sets things up now and is forgotten then: neither login nor password is kept.</source>
        <translation>El propietario lo prepara todo ahora y luego se olvida: no se guarda ni su usuario ni su contraseña.</translation>
    </message>
    <message>
        <source>This is no connection string of PostgreSQL.</source>
        <translation>Esta no es una cadena de conexión de PostgreSQL.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versión</translation>
    </message>
    <message>
        <source>Version 15 or newer, in your office or with a provider.</source>
        <translation>Versión 15 o posterior, en su oficina o con un proveedor.</translation>
    </message>
    <message>
        <source>Where is the shared database?</source>
        <translation>¿Dónde está la base de datos compartida?</translation>
    </message>
</context>
<context>
    <name>PopupList</name>
    <message>
        <source>Nothing by that name</source>
        <translation>Nada con ese nombre</translation>
    </message>
</context>
<context>
    <name>PreparingWindow</name>
    <message>
        <source>One moment…</source>
        <translation>Un momento…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Intentar de nuevo</translation>
    </message>
</context>
<context>
    <name>PreviewTable</name>
    <message>
        <source>What would come of it</source>
        <translation>Qué resultaría</translation>
    </message>
</context>
<context>
    <name>PricebookPage</name>
    <message>
        <source>Activate</source>
        <translation>Activar</translation>
    </message>
    <message>
        <source>Add to a kit…</source>
        <translation>Añadir a un kit…</translation>
    </message>
    <message>
        <source>All that match, also those that are not on the screen</source>
        <translation>Todas las que coinciden, también las que no están en pantalla</translation>
    </message>
    <message>
        <source>Change the prices of many entries at once</source>
        <translation>Cambiar los precios de muchas entradas a la vez</translation>
    </message>
    <message>
        <source>Choose columns…</source>
        <translation>Elegir columnas…</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Quitar los filtros</translation>
    </message>
    <message>
        <source>Close the editor tab</source>
        <translation>Cerrar la pestaña del editor</translation>
    </message>
    <message>
        <source>Columns, sorting and filters under a name: go to them, keep them, share them</source>
        <translation>Columnas, orden y filtros con un nombre: ir a ellos, guardarlos, compartirlos</translation>
    </message>
    <message>
        <source>Copies of the selected entries, as new ones</source>
        <translation>Copias de las entradas seleccionadas, como nuevas</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>Copiar el código</translation>
    </message>
    <message>
        <source>Deactivate</source>
        <translation>Desactivar</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Eliminar…</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplicar</translation>
    </message>
    <message>
        <source>Filter fields below the headings</source>
        <translation>Campos de filtro bajo los encabezados</translation>
    </message>
    <message>
        <source>Fit all columns</source>
        <translation>Ajustar todas las columnas</translation>
    </message>
    <message>
        <source>Go to the headings</source>
        <translation>Ir a los encabezados</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>History of this field</source>
        <translation>Historial de este campo</translation>
    </message>
    <message>
        <source>Mark as reviewed</source>
        <translation>Marcar como revisado</translation>
    </message>
    <message>
        <source>Mark for review</source>
        <translation>Marcar para revisar</translation>
    </message>
    <message>
        <source>New entry in the chosen category</source>
        <translation>Nueva entrada en la categoría elegida</translation>
    </message>
    <message>
        <source>New entry…</source>
        <translation>Nueva entrada…</translation>
    </message>
    <message>
        <source>New {kind}…</source>
        <translation>Crear {kind}…</translation>
    </message>
    <message>
        <source>Next editor tab</source>
        <translation>Pestaña de editor siguiente</translation>
    </message>
    <message>
        <source>Next panel</source>
        <translation>Panel siguiente</translation>
    </message>
    <message>
        <source>No cell is selected</source>
        <translation>No hay ninguna celda seleccionada</translation>
    </message>
    <message>
        <source>No editor tab is open</source>
        <translation>No hay ninguna pestaña de editor abierta</translation>
    </message>
    <message>
        <source>Nothing is selected</source>
        <translation>No hay nada seleccionado</translation>
    </message>
    <message>
        <source>Open in ServiceTitan</source>
        <translation>Abrir en ServiceTitan</translation>
    </message>
    <message>
        <source>Open in an editor tab</source>
        <translation>Abrir en una pestaña de editor</translation>
    </message>
    <message>
        <source>Previous editor tab</source>
        <translation>Pestaña de editor anterior</translation>
    </message>
    <message>
        <source>Previous panel</source>
        <translation>Panel anterior</translation>
    </message>
    <message>
        <source>Puts the selected entries into a kit, as lines</source>
        <translation>Pone las entradas elegidas en un kit, como líneas</translation>
    </message>
    <message>
        <source>Reprice…</source>
        <translation>Cambiar precios…</translation>
    </message>
    <message>
        <source>Saved views…</source>
        <translation>Vistas guardadas…</translation>
    </message>
    <message>
        <source>Select all rows</source>
        <translation>Seleccionar todas las filas</translation>
    </message>
    <message>
        <source>Select the entries first.</source>
        <translation>Seleccione primero las entradas.</translation>
    </message>
    <message>
        <source>Show or hide the details</source>
        <translation>Mostrar u ocultar los detalles</translation>
    </message>
    <message>
        <source>Sort, move, size and pin columns by keyboard</source>
        <translation>Ordenar, mover, ajustar y fijar columnas con el teclado</translation>
    </message>
    <message>
        <source>Take the review mark off</source>
        <translation>Quitar la marca de revisión</translation>
    </message>
    <message>
        <source>Throws away what ServiceTitan never had, and makes all else inactive</source>
        <translation>Descarta lo que ServiceTitan nunca tuvo y desactiva todo lo demás</translation>
    </message>
    <message>
        <source>Used in</source>
        <translation>Se usa en</translation>
    </message>
    <message>
        <source>What happened to the field of the current cell</source>
        <translation>Qué pasó con el campo de la celda actual</translation>
    </message>
</context>
<context>
    <name>PrimaryVendorControl</name>
    <message>
        <source>None</source>
        <translation>Ninguno</translation>
    </message>
</context>
<context>
    <name>ProblemsSection</name>
    <message>
        <source>Incomplete: {lines} to mend</source>
        <translation>Incompleto: {lines} por arreglar</translation>
    </message>
    <message>
        <source>To look at</source>
        <translation>Para mirar</translation>
    </message>
    <message>
        <source>line</source>
        <translation>línea</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>líneas</translation>
    </message>
</context>
<context>
    <name>ProfileBand</name>
    <message>
        <source>Made up. Nothing leaves this computer.</source>
        <translation>Inventado. Nada sale de esta computadora.</translation>
    </message>
    <message>
        <source>Not set up</source>
        <translation>Sin preparar</translation>
    </message>
    <message>
        <source>Profile {words}. {offer}</source>
        <translation>Perfil {words}. {offer}</translation>
    </message>
    <message>
        <source>Switch profile</source>
        <translation>Cambiar de perfil</translation>
    </message>
    <message>
        <source>Switch to another profile</source>
        <translation>Cambiar a otro perfil</translation>
    </message>
    <message>
        <source>Tenant {number}</source>
        <translation>Cuenta {number}</translation>
    </message>
</context>
<context>
    <name>ProfileCard</name>
    <message>
        <source>Colour of {name}</source>
        <translation>Color de {name}</translation>
    </message>
    <message>
        <source>Export {name}</source>
        <translation>Exportar {name}</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Fill the copy on this computer again from the shared database</source>
        <translation>Llenar de nuevo la copia de esta computadora desde la base de datos compartida</translation>
    </message>
    <message>
        <source>Forget {name}</source>
        <translation>Olvidar {name}</translation>
    </message>
    <message>
        <source>Forget…</source>
        <translation>Olvidar…</translation>
    </message>
    <message>
        <source>Name of the profile {name}</source>
        <translation>Nombre del perfil {name}</translation>
    </message>
    <message>
        <source>No tenant yet</source>
        <translation>Aún sin cuenta</translation>
    </message>
    <message>
        <source>Remove it from this computer, with its passwords and keys</source>
        <translation>Quitarlo de esta computadora, con sus contraseñas y claves</translation>
    </message>
    <message>
        <source>Reset {name}</source>
        <translation>Restablecer {name}</translation>
    </message>
    <message>
        <source>Reset…</source>
        <translation>Restablecer…</translation>
    </message>
    <message>
        <source>Set up…</source>
        <translation>Preparar…</translation>
    </message>
    <message>
        <source>Switch to it</source>
        <translation>Cambiar a este</translation>
    </message>
</context>
<context>
    <name>ProfileSwitcher</name>
    <message>
        <source>A push is going on</source>
        <translation>Hay un envío en curso</translation>
    </message>
    <message>
        <source>Another tenant or environment</source>
        <translation>Otra cuenta u otro entorno</translation>
    </message>
    <message>
        <source>It is not there any more</source>
        <translation>Ya no está</translation>
    </message>
    <message>
        <source>Manage profiles…</source>
        <translation>Gestionar perfiles…</translation>
    </message>
    <message>
        <source>New profile…</source>
        <translation>Perfil nuevo…</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>Perfiles</translation>
    </message>
    <message>
        <source>Stay here</source>
        <translation>Quedarme aquí</translation>
    </message>
    <message>
        <source>Stop it and switch</source>
        <translation>Detenerlo y cambiar</translation>
    </message>
    <message>
        <source>Switch profile…</source>
        <translation>Cambiar de perfil…</translation>
    </message>
    <message>
        <source>Switch to {profile}</source>
        <translation>Cambiar a {profile}</translation>
    </message>
    <message>
        <source>What is being sent now is finished first. The rest waits until you push again from this profile.</source>
        <translation>Lo que se está enviando ahora termina primero. El resto espera a que usted envíe de nuevo desde este perfil.</translation>
    </message>
</context>
<context>
    <name>Profiles</name>
    <message>
        <source>Blue</source>
        <translation>Azul</translation>
    </message>
    <message>
        <source>Brown</source>
        <translation>Café</translation>
    </message>
    <message>
        <source>Forget “{name}”?</source>
        <translation>¿Olvidar “{name}”?</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Verde</translation>
    </message>
    <message>
        <source>Its settings cannot be read, so nobody can tell which folder holds its copy of the pricebook. The file alone goes from the list, and is set aside where it is. All else stays on this computer.</source>
        <translation>Sus ajustes no se pueden leer, así que no se sabe qué carpeta contiene su copia de la lista de precios. Solo el archivo sale de la lista, y se aparta donde está. Todo lo demás se queda en esta computadora.</translation>
    </message>
    <message>
        <source>Its settings, its passwords and keys, and the copy of the pricebook on this computer are removed. This cannot be undone. Nothing changes in ServiceTitan or in a database shared with others.</source>
        <translation>Se quitan sus ajustes, sus contraseñas y claves, y la copia de la lista de precios de esta computadora. Esto no se puede deshacer. Nada cambia en ServiceTitan ni en una base de datos compartida con otros.</translation>
    </message>
    <message>
        <source>Magenta</source>
        <translation>Magenta</translation>
    </message>
    <message>
        <source>Nobody can tell what was not shared yet: the local copy cannot be read. {why}</source>
        <translation>No se puede saber qué falta por compartir: la copia local no se puede leer. {why}</translation>
    </message>
    <message>
        <source>Olive</source>
        <translation>Oliva</translation>
    </message>
    <message>
        <source>Only on this computer, and not yet shared with the team: {what}.</source>
        <translation>Solo en esta computadora, y aún no compartido con el equipo: {what}.</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>Perfiles</translation>
    </message>
    <message>
        <source>Reset “{name}”?</source>
        <translation>¿Restablecer “{name}”?</translation>
    </message>
    <message>
        <source>Slate</source>
        <translation>Pizarra</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>Verde azulado</translation>
    </message>
    <message>
        <source>Tenant {number}</source>
        <translation>Cuenta {number}</translation>
    </message>
    <message>
        <source>The copy of the pricebook on this computer is set aside and filled again from the shared database. Settings, views and keys stay. What is set aside is kept for 30 days in the profile's folder.</source>
        <translation>La copia de la lista de precios de esta computadora se aparta y se llena de nuevo desde la base de datos compartida. Los ajustes, las vistas y las claves se quedan. Lo apartado se conserva 30 días en la carpeta del perfil.</translation>
    </message>
    <message>
        <source>The team's database is the built-in one in this profile's folder. It is the only copy of every edit and kit that was not pushed and of the whole history, and it is removed, too. Make a backup first: lazi-desktop backup.</source>
        <translation>La base de datos del equipo es la integrada en la carpeta de este perfil. Es la única copia de cada cambio y kit que no se envió y de todo el historial, y también se quita. Haga primero una copia de seguridad: lazi-desktop backup.</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Violeta</translation>
    </message>
    <message>
        <source>added picture</source>
        <translation>imagen agregada</translation>
    </message>
    <message>
        <source>added pictures</source>
        <translation>imágenes agregadas</translation>
    </message>
    <message>
        <source>another address</source>
        <translation>otra dirección</translation>
    </message>
    <message>
        <source>demo</source>
        <translation>demostración</translation>
    </message>
    <message>
        <source>edit</source>
        <translation>cambio</translation>
    </message>
    <message>
        <source>edits</source>
        <translation>cambios</translation>
    </message>
    <message>
        <source>half-typed value</source>
        <translation>valor a medio escribir</translation>
    </message>
    <message>
        <source>half-typed values</source>
        <translation>valores a medio escribir</translation>
    </message>
    <message>
        <source>integration</source>
        <translation>pruebas</translation>
    </message>
    <message>
        <source>its settings cannot be read</source>
        <translation>sus ajustes no se pueden leer</translation>
    </message>
    <message>
        <source>more entries</source>
        <translation>entradas más</translation>
    </message>
    <message>
        <source>more entry</source>
        <translation>entrada más</translation>
    </message>
    <message>
        <source>not set up</source>
        <translation>sin preparar</translation>
    </message>
    <message>
        <source>open here</source>
        <translation>abierto aquí</translation>
    </message>
    <message>
        <source>open in another window</source>
        <translation>abierto en otra ventana</translation>
    </message>
    <message>
        <source>production</source>
        <translation>producción</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>listos</translation>
    </message>
    <message>
        <source>… and {entries}</source>
        <translation>… y {entries}</translation>
    </message>
</context>
<context>
    <name>ProfilesCard</name>
    <message>
        <source>Manage profiles…</source>
        <translation>Gestionar perfiles…</translation>
    </message>
    <message>
        <source>Several tenants and environments side by side, each with settings and a copy of its own. These settings are those of the profile that is open.</source>
        <translation>Varias cuentas y entornos lado a lado, cada uno con ajustes y una copia propia. Estos ajustes son los del perfil que está abierto.</translation>
    </message>
</context>
<context>
    <name>Proposals</name>
    <message>
        <source>Proposed: {value}</source>
        <translation>Propuesto: {value}</translation>
    </message>
    <message>
        <source>You propose {value}; a manager has not answered yet. Now: {now}</source>
        <translation>Usted propone {value}; un gerente aún no ha respondido. Ahora: {now}</translation>
    </message>
    <message>
        <source>You propose {value}; not answered yet</source>
        <translation>Usted propone {value}; aún sin respuesta</translation>
    </message>
    <message>
        <source>{name} proposes {value}; a manager has not answered yet. Now: {now}</source>
        <translation>{name} propone {value}; un gerente aún no ha respondido. Ahora: {now}</translation>
    </message>
    <message>
        <source>{name} proposes {value}; not answered yet</source>
        <translation>{name} propone {value}; aún sin respuesta</translation>
    </message>
</context>
<context>
    <name>PullPage</name>
    <message>
        <source>About {n} minutes left</source>
        <translation>Quedan unos {n} minutos</translation>
    </message>
    <message>
        <source>About {n} seconds left</source>
        <translation>Quedan unos {n} segundos</translation>
    </message>
    <message>
        <source>Asking how much there is…</source>
        <translation>Preguntando cuánto hay…</translation>
    </message>
    <message>
        <source>Everything is here.</source>
        <translation>Todo está aquí.</translation>
    </message>
    <message>
        <source>Go on in the background</source>
        <translation>Seguir en segundo plano</translation>
    </message>
    <message>
        <source>Open the window</source>
        <translation>Abrir la ventana</translation>
    </message>
    <message>
        <source>Reads your whole pricebook from ServiceTitan. It changes nothing there.</source>
        <translation>Lee toda su lista de precios de ServiceTitan. Allí no cambia nada.</translation>
    </message>
    <message>
        <source>The first pull</source>
        <translation>La primera descarga</translation>
    </message>
    <message>
        <source>The pull did not come through</source>
        <translation>La descarga no terminó</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Intentar de nuevo</translation>
    </message>
    <message>
        <source>You need not wait: the window opens at once and fills itself, and what came stays if this computer is switched off.</source>
        <translation>No hace falta esperar: la ventana se abre enseguida y se va llenando, y lo que llegó se queda aunque se apague esta computadora.</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} de {total}</translation>
    </message>
    <message>
        <source>{n} entries. How long that takes is seen soon.</source>
        <translation>{n} entradas. Pronto se verá cuánto tarda.</translation>
    </message>
</context>
<context>
    <name>PullReport</name>
    <message>
        <source>Accept and go on…</source>
        <translation>Aceptar y continuar…</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Después</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Antes</translation>
    </message>
    <message>
        <source>Changed {n}</source>
        <translation>Cambiados {n}</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Conflicts {n}</source>
        <translation>Conflictos {n}</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Campo</translation>
    </message>
    <message>
        <source>New {n}</source>
        <translation>Nuevos {n}</translation>
    </message>
    <message>
        <source>Nothing new</source>
        <translation>Nada nuevo</translation>
    </message>
    <message>
        <source>Nothing was taken over</source>
        <translation>No se tomó nada</translation>
    </message>
    <message>
        <source>Ours</source>
        <translation>Nuestro</translation>
    </message>
    <message>
        <source>Reading what it found…</source>
        <translation>Leyendo lo que encontró…</translation>
    </message>
    <message>
        <source>ServiceTitan</source>
        <translation>ServiceTitan</translation>
    </message>
    <message>
        <source>ServiceTitan had what was here already.</source>
        <translation>ServiceTitan tenía lo mismo que ya estaba aquí.</translation>
    </message>
    <message>
        <source>ServiceTitan has set it back to {value} after the push of {time}</source>
        <translation>ServiceTitan lo devolvió a {value} después del envío del {time}</translation>
    </message>
    <message>
        <source>Set back {n}</source>
        <translation>Restablecido {n}</translation>
    </message>
    <message>
        <source>Show in grid</source>
        <translation>Mostrar en la lista</translation>
    </message>
    <message>
        <source>Stop: take nothing more in</source>
        <translation>Detener: no tomar nada más</translation>
    </message>
    <message>
        <source>Switched off {n}</source>
        <translation>Desactivados {n}</translation>
    </message>
    <message>
        <source>Vanished {n}</source>
        <translation>Desaparecidos {n}</translation>
    </message>
    <message>
        <source>What it found cannot be shown now: {reason}</source>
        <translation>Lo que encontró no se puede mostrar ahora: {reason}</translation>
    </message>
    <message>
        <source>What this pull found, field by field</source>
        <translation>Lo que encontró esta descarga, campo por campo</translation>
    </message>
    <message>
        <source>{figures} Stop, or accept?</source>
        <translation>{figures} ¿Detener o aceptar?</translation>
    </message>
</context>
<context>
    <name>PushFlow</name>
    <message>
        <source>Confirmed. It goes out when {database} is back.</source>
        <translation>Confirmado. Sale cuando vuelva {database}.</translation>
    </message>
    <message>
        <source>Every change is held back.</source>
        <translation>Todos los cambios están retenidos.</translation>
    </message>
    <message>
        <source>Every change waits for a conflict to be decided.</source>
        <translation>Todos los cambios esperan a que se decida un conflicto.</translation>
    </message>
    <message>
        <source>None of these stands as it was sent.</source>
        <translation>Ninguno de estos sigue como se envió.</translation>
    </message>
    <message>
        <source>Nothing was left to push.</source>
        <translation>No quedaba nada por enviar.</translation>
    </message>
    <message>
        <source>Review shows what needs you.</source>
        <translation>La revisión muestra lo que le necesita.</translation>
    </message>
    <message>
        <source>Submitted. {computer} sends it by itself while LAZI Desktop runs there.</source>
        <translation>Entregado. {computer} lo envía por sí sola mientras LAZI Desktop funcione allí.</translation>
    </message>
    <message>
        <source>There is nothing to push.</source>
        <translation>No hay nada que enviar.</translation>
    </message>
</context>
<context>
    <name>PushLedger</name>
    <message>
        <source>Before</source>
        <translation>Antes</translation>
    </message>
    <message>
        <source>Before the push: {before}</source>
        <translation>Antes del envío: {before}</translation>
    </message>
    <message>
        <source>Cannot be set from here</source>
        <translation>No se puede poner desde aquí</translation>
    </message>
    <message>
        <source>Changed here since, and not pushed yet</source>
        <translation>Cambiado aquí después, y aún sin enviar</translation>
    </message>
    <message>
        <source>Changed in ServiceTitan since</source>
        <translation>Cambiado en ServiceTitan después</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>Conflicto</translation>
    </message>
    <message>
        <source>Deleted in ServiceTitan</source>
        <translation>Eliminado en ServiceTitan</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>Difiere</translation>
    </message>
    <message>
        <source>Edited by {people}</source>
        <translation>Editado por {people}</translation>
    </message>
    <message>
        <source>Every result</source>
        <translation>Todos los resultados</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Campo</translation>
    </message>
    <message>
        <source>Filter by code, name, field or words</source>
        <translation>Filtrar por código, nombre, campo o palabras</translation>
    </message>
    <message>
        <source>Filter the fields of this push</source>
        <translation>Filtrar los campos de este envío</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Encontrado</translation>
    </message>
    <message>
        <source>Not by this push, so there is nothing to take back</source>
        <translation>No por este envío: no hay nada que deshacer</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>No enviado</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>No se envió nada.</translation>
    </message>
    <message>
        <source>Only managers change the pricebook.</source>
        <translation>Solo los gerentes cambian la lista de precios.</translation>
    </message>
    <message>
        <source>Proved</source>
        <translation>Probado</translation>
    </message>
    <message>
        <source>Push of {when}</source>
        <translation>Envío del {when}</translation>
    </message>
    <message>
        <source>Reading what it did…</source>
        <translation>Leyendo lo que hizo…</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Rechazado</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>Revert of push of {when}</source>
        <translation>Reversión del envío del {when}</translation>
    </message>
    <message>
        <source>Revert these {skus}…</source>
        <translation>Revertir: {skus}…</translation>
    </message>
    <message>
        <source>Revert these…</source>
        <translation>Revertir estos…</translation>
    </message>
    <message>
        <source>Revert this entry…</source>
        <translation>Revertir esta entrada…</translation>
    </message>
    <message>
        <source>Revert this push</source>
        <translation>Revertir este envío</translation>
    </message>
    <message>
        <source>Revert this push…</source>
        <translation>Revertir este envío…</translation>
    </message>
    <message>
        <source>Revert {skus} of this push</source>
        <translation>Revertir {skus} de este envío</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Enviado</translation>
    </message>
    <message>
        <source>ServiceTitan said: {words}</source>
        <translation>ServiceTitan dijo: {words}</translation>
    </message>
    <message>
        <source>Show in grid</source>
        <translation>Mostrar en la lista</translation>
    </message>
    <message>
        <source>There is nothing to put back.</source>
        <translation>No hay nada que restablecer.</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Esperando</translation>
    </message>
    <message>
        <source>What it did cannot be shown now: {reason}</source>
        <translation>Lo que hizo no se puede mostrar ahora: {reason}</translation>
    </message>
    <message>
        <source>What it named before is gone</source>
        <translation>Lo que nombraba antes ya no existe</translation>
    </message>
    <message>
        <source>What this push did, field by field</source>
        <translation>Lo que hizo este envío, campo por campo</translation>
    </message>
    <message>
        <source>Which results</source>
        <translation>Qué resultados</translation>
    </message>
    <message>
        <source>entries</source>
        <translation>entradas</translation>
    </message>
    <message>
        <source>entry</source>
        <translation>entrada</translation>
    </message>
    <message>
        <source>field</source>
        <translation>campo</translation>
    </message>
    <message>
        <source>fields</source>
        <translation>campos</translation>
    </message>
    <message>
        <source>here now: {now}</source>
        <translation>aquí ahora: {now}</translation>
    </message>
    <message>
        <source>now: {now}</source>
        <translation>ahora: {now}</translation>
    </message>
    <message>
        <source>request</source>
        <translation>solicitud</translation>
    </message>
    <message>
        <source>requests</source>
        <translation>solicitudes</translation>
    </message>
    <message>
        <source>{fields} of {skus} go back to what ServiceTitan had before this push.</source>
        <translation>{fields} de {skus} vuelven a lo que ServiceTitan tenía antes de este envío.</translation>
    </message>
    <message>
        <source>{skus}, {fields}: {results}</source>
        <translation>{skus}, {fields}: {results}</translation>
    </message>
</context>
<context>
    <name>PushPanel</name>
    <message>
        <source>Activity</source>
        <translation>Actividad</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Close the push report</source>
        <translation>Cerrar el informe del envío</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Hide the list</source>
        <translation>Ocultar la lista</translation>
    </message>
    <message>
        <source>How far each SKU is</source>
        <translation>Cómo va cada SKU</translation>
    </message>
    <message>
        <source>How far the push is</source>
        <translation>Cómo va el envío</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aspecto</translation>
    </message>
    <message>
        <source>Nothing was pushed</source>
        <translation>No se envió nada</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Pausing…</source>
        <translation>Pausando…</translation>
    </message>
    <message>
        <source>Push paused: {n} of {all}</source>
        <translation>Envío en pausa: {n} de {all}</translation>
    </message>
    <message>
        <source>Pushing {n} of {all}</source>
        <translation>Enviando {n} de {all}</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reanudar</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>SKUs</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>Show the list</source>
        <translation>Mostrar la lista</translation>
    </message>
    <message>
        <source>Show what was sent, and what became of it</source>
        <translation>Mostrar lo que se envió y qué fue de ello</translation>
    </message>
    <message>
        <source>Stops between two requests. What was not sent waits until you push again.</source>
        <translation>Se detiene entre dos solicitudes. Lo que no se envió espera hasta el próximo envío.</translation>
    </message>
    <message>
        <source>The push that was cut short goes on by itself.</source>
        <translation>El envío interrumpido sigue por sí solo.</translation>
    </message>
    <message>
        <source>request</source>
        <translation>solicitud</translation>
    </message>
    <message>
        <source>requests</source>
        <translation>solicitudes</translation>
    </message>
    <message>
        <source>{rate} SKUs a second · {time} left</source>
        <translation>{rate} SKU por segundo · quedan {time}</translation>
    </message>
    <message>
        <source>{requests} in {seconds} s</source>
        <translation>{requests} en {seconds} s</translation>
    </message>
</context>
<context>
    <name>PushPaper</name>
    <message>
        <source>Account</source>
        <translation>Cuenta</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Después</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Antes</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Por</translation>
    </message>
    <message>
        <source>Change-set</source>
        <translation>Conjunto de cambios</translation>
    </message>
    <message>
        <source>Changes to be sent to ServiceTitan</source>
        <translation>Cambios por enviar a ServiceTitan</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Fecha</translation>
    </message>
    <message>
        <source>Date and signature</source>
        <translation>Fecha y firma</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>Efecto</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Campo</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Solicitudes</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>ServiceTitan now</source>
        <translation>ServiceTitan ahora</translation>
    </message>
    <message>
        <source>To note</source>
        <translation>Observaciones</translation>
    </message>
    <message>
        <source>Totals</source>
        <translation>Totales</translation>
    </message>
    <message>
        <source>not looked at yet</source>
        <translation>aún no consultado</translation>
    </message>
</context>
<context>
    <name>PushPreview</name>
    <message>
        <source>1 change sent earlier still waits for ServiceTitan's answer.</source>
        <translation>1 cambio enviado antes aún espera la respuesta de ServiceTitan.</translation>
    </message>
    <message>
        <source>Changed in ServiceTitan since: a conflict, not sent.</source>
        <translation>Cambió en ServiceTitan desde entonces: conflicto, no se envía.</translation>
    </message>
    <message>
        <source>ServiceTitan has it already.</source>
        <translation>ServiceTitan ya lo tiene.</translation>
    </message>
    <message>
        <source>Waits for a conflict to be decided.</source>
        <translation>Espera a que se decida un conflicto.</translation>
    </message>
    <message>
        <source>are there already</source>
        <translation>ya están allí</translation>
    </message>
    <message>
        <source>change</source>
        <translation>cambio</translation>
    </message>
    <message>
        <source>change is held back</source>
        <translation>cambio está retenido</translation>
    </message>
    <message>
        <source>change waits</source>
        <translation>cambio espera</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>cambios</translation>
    </message>
    <message>
        <source>changes are held back</source>
        <translation>cambios están retenidos</translation>
    </message>
    <message>
        <source>changes wait</source>
        <translation>cambios esperan</translation>
    </message>
    <message>
        <source>is there already</source>
        <translation>ya está allí</translation>
    </message>
    <message>
        <source>proposal waits</source>
        <translation>propuesta espera</translation>
    </message>
    <message>
        <source>proposals wait</source>
        <translation>propuestas esperan</translation>
    </message>
    <message>
        <source>request</source>
        <translation>solicitud</translation>
    </message>
    <message>
        <source>requests</source>
        <translation>solicitudes</translation>
    </message>
    <message>
        <source>wait for a conflict</source>
        <translation>esperan un conflicto</translation>
    </message>
    <message>
        <source>waits for a conflict</source>
        <translation>espera un conflicto</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>advertencia</translation>
    </message>
    <message>
        <source>warnings</source>
        <translation>advertencias</translation>
    </message>
    <message>
        <source>would be a conflict</source>
        <translation>sería un conflicto</translation>
    </message>
    <message>
        <source>would be conflicts</source>
        <translation>serían conflictos</translation>
    </message>
    <message>
        <source>would be refused</source>
        <translation>sería rechazado</translation>
    </message>
    <message>
        <source>{h} h {n} min</source>
        <translation>{h} h {n} min</translation>
    </message>
    <message>
        <source>{n} and will not be sent.</source>
        <translation>{n} y no se enviarán.</translation>
    </message>
    <message>
        <source>{n} changes sent earlier still wait for ServiceTitan's answer.</source>
        <translation>{n} cambios enviados antes aún esperan la respuesta de ServiceTitan.</translation>
    </message>
    <message>
        <source>{n} did not go through last time and will be tried again.</source>
        <translation>{n} no pasaron la última vez y se intentarán de nuevo.</translation>
    </message>
    <message>
        <source>{n} for an answer; nothing of it is sent.</source>
        <translation>{n} respuesta; nada de ello se envía.</translation>
    </message>
    <message>
        <source>{n} for you to decide a conflict and will not be sent.</source>
        <translation>{n} a que usted decida un conflicto y no se enviarán.</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>{n} of {all} would be sent</source>
        <translation>se enviarían {n} de {all}</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>{requests}, at least {time} at the rate limit</source>
        <translation>{requests}, al menos {time} con el límite de solicitudes</translation>
    </message>
</context>
<context>
    <name>PushPreviewDialog</name>
    <message>
        <source>By</source>
        <translation>Por</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Change-set</source>
        <translation>Conjunto de cambios</translation>
    </message>
    <message>
        <source>Changes to push</source>
        <translation>Cambios por enviar</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>Efecto</translation>
    </message>
    <message>
        <source>Effect {amount}</source>
        <translation>Efecto {amount}</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Campo</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Consultar de nuevo</translation>
    </message>
    <message>
        <source>Looking at ServiceTitan</source>
        <translation>Consultando ServiceTitan</translation>
    </message>
    <message>
        <source>Looking at what ServiceTitan has now…</source>
        <translation>Mirando lo que ServiceTitan tiene ahora…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Nothing can be sent before ServiceTitan was looked at.</source>
        <translation>No se puede enviar nada antes de consultar ServiceTitan.</translation>
    </message>
    <message>
        <source>Only these fields are sent, and read back to prove that they arrived.</source>
        <translation>Solo se envían estos campos, y se vuelven a leer para probar que llegaron.</translation>
    </message>
    <message>
        <source>Ours</source>
        <translation>Nuestro</translation>
    </message>
    <message>
        <source>Push</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Push to ServiceTitan</source>
        <translation>Enviar a ServiceTitan</translation>
    </message>
    <message>
        <source>Push {what}</source>
        <translation>Enviar {what}</translation>
    </message>
    <message>
        <source>Push {what} to {where}?</source>
        <translation>¿Enviar {what} a {where}?</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>Save for signature…</source>
        <translation>Guardar para firmar…</translation>
    </message>
    <message>
        <source>Save what would be sent as a sheet or as a page to sign</source>
        <translation>Guardar lo que se enviaría como hoja de cálculo o como página para firmar</translation>
    </message>
    <message>
        <source>ServiceTitan</source>
        <translation>ServiceTitan</translation>
    </message>
    <message>
        <source>ServiceTitan at {time}: {found}</source>
        <translation>ServiceTitan a las {time}: {found}</translation>
    </message>
    <message>
        <source>Something has changed since this was read. Look again before you push.</source>
        <translation>Algo ha cambiado desde que se leyó esto. Consulte de nuevo antes de enviar.</translation>
    </message>
    <message>
        <source>Submit for push</source>
        <translation>Entregar para envío</translation>
    </message>
    <message>
        <source>Submit {what} for push</source>
        <translation>Entregar {what} para envío</translation>
    </message>
    <message>
        <source>Submit {what} for {where}?</source>
        <translation>¿Entregar {what} para {where}?</translation>
    </message>
    <message>
        <source>The database is away. What you confirm is looked at again when it goes out.</source>
        <translation>La base de datos no responde. Lo que confirme se consulta de nuevo al salir.</translation>
    </message>
    <message>
        <source>This computer has no ServiceTitan keys. {computer} looks at ServiceTitan and sends what you submit.</source>
        <translation>Esta computadora no tiene claves de ServiceTitan. {computer} revisa ServiceTitan y envía lo que usted entrega.</translation>
    </message>
    <message>
        <source>To note</source>
        <translation>Observaciones</translation>
    </message>
    <message>
        <source>change</source>
        <translation>cambio</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>cambios</translation>
    </message>
</context>
<context>
    <name>PushProgress</name>
    <message>
        <source>Conflict</source>
        <translation>Conflicto</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>Difiere</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Falló</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Proved</source>
        <translation>Probado</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Enviando</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Omitido</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Esperando</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>Qué fue de ello</translation>
    </message>
</context>
<context>
    <name>PushReport</name>
    <message>
        <source>1 entry waits: ServiceTitan may still be working on it.</source>
        <translation>1 entrada espera: puede que ServiceTitan aún esté trabajando en ella.</translation>
    </message>
    <message>
        <source>Changed here meanwhile: it goes with the next push.</source>
        <translation>Cambiado aquí mientras tanto: sale con el próximo envío.</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>Conflicto</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>Difiere</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Falló</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Campo</translation>
    </message>
    <message>
        <source>Found there</source>
        <translation>Encontrado allí</translation>
    </message>
    <message>
        <source>LAZI looks again at {time}.</source>
        <translation>LAZI vuelve a mirar a las {time}.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Not sent this time. It stays submitted.</source>
        <translation>No se envió esta vez. Sigue entregado.</translation>
    </message>
    <message>
        <source>Not sent: it is a change of yours again and waits until you push.</source>
        <translation>No se envió: vuelve a ser un cambio suyo y espera hasta que lo envíe.</translation>
    </message>
    <message>
        <source>Ours</source>
        <translation>Nuestro</translation>
    </message>
    <message>
        <source>Proved</source>
        <translation>Probado</translation>
    </message>
    <message>
        <source>Read back and proved.</source>
        <translation>Leído de nuevo y probado.</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>ServiceTitan answered OK and kept its old value. Yours stays here as a change; push again or revert it.</source>
        <translation>ServiceTitan contestó que sí y conservó su valor anterior. El suyo queda aquí como cambio; envíelo de nuevo o reviértalo.</translation>
    </message>
    <message>
        <source>ServiceTitan did not take it. Yours stays here as a change.</source>
        <translation>ServiceTitan no lo aceptó. El suyo queda aquí como cambio.</translation>
    </message>
    <message>
        <source>ServiceTitan said</source>
        <translation>ServiceTitan dijo</translation>
    </message>
    <message>
        <source>Somebody changed it in ServiceTitan since. Nothing was overwritten: decide the conflict.</source>
        <translation>Alguien lo cambió en ServiceTitan desde entonces. No se sobrescribió nada: decida el conflicto.</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Esperando</translation>
    </message>
    <message>
        <source>Waits for a conflict</source>
        <translation>Espera un conflicto</translation>
    </message>
    <message>
        <source>Waits for a conflict to be decided.</source>
        <translation>Espera a que se decida un conflicto.</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>Qué fue de ello</translation>
    </message>
    <message>
        <source>Yours stays here as a change; push again or revert it.</source>
        <translation>El suyo queda aquí como cambio; envíelo de nuevo o reviértalo.</translation>
    </message>
    <message>
        <source>change</source>
        <translation>cambio</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>cambios</translation>
    </message>
    <message>
        <source>{changes} pushed and proved</source>
        <translation>{changes} enviados y probados</translation>
    </message>
    <message>
        <source>{new}, pushed and proved</source>
        <translation>{new}, enviados y probados</translation>
    </message>
    <message>
        <source>{n} entries wait: ServiceTitan may still be working on them.</source>
        <translation>{n} entradas esperan: puede que ServiceTitan aún esté trabajando en ellas.</translation>
    </message>
    <message>
        <source>{n} new</source>
        <translation>{n} nuevos</translation>
    </message>
    <message>
        <source>{n} of {all} new made</source>
        <translation>{n} de {all} nuevos creados</translation>
    </message>
    <message>
        <source>{n} of {changes} pushed and proved</source>
        <translation>{n} de {changes} enviados y probados</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
</context>
<context>
    <name>ReferenceControl</name>
    <message>
        <source>None</source>
        <translation>Ninguno</translation>
    </message>
</context>
<context>
    <name>Refusals</name>
    <message>
        <source>And {n} more.</source>
        <translation>Y {n} más.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Show in grid</source>
        <translation>Mostrar en la lista</translation>
    </message>
    <message>
        <source>Somebody answered what is proposed for {code} before you accepted it. Your edit of it stands; please look whether it should.</source>
        <translation>Alguien respondió a lo propuesto para {code} antes de que usted lo aceptara. Su cambio sigue en pie; compruebe si debe ser así.</translation>
    </message>
    <message>
        <source>The change-set “{name}” could not be renamed to “{value}”: {reason}</source>
        <translation>El conjunto de cambios “{name}” no se pudo renombrar a “{value}”: {reason}</translation>
    </message>
    <message>
        <source>The change-set “{name}” stays as it was: {reason}</source>
        <translation>El conjunto de cambios “{name}” queda como estaba: {reason}</translation>
    </message>
    <message>
        <source>The change-set “{name}” was not founded: {reason}</source>
        <translation>El conjunto de cambios “{name}” no se creó: {reason}</translation>
    </message>
    <message>
        <source>The kit “{kit}” stays as it was: {reason}</source>
        <translation>El kit “{kit}” queda como estaba: {reason}</translation>
    </message>
    <message>
        <source>The kit “{kit}” was not made: {reason}</source>
        <translation>El kit “{kit}” no se creó: {reason}</translation>
    </message>
    <message>
        <source>The shared database gave no reason.</source>
        <translation>La base de datos compartida no dio el motivo.</translation>
    </message>
    <message>
        <source>What is proposed for {code} could not be accepted: {reason}</source>
        <translation>Lo propuesto para {code} no se pudo aceptar: {reason}</translation>
    </message>
    <message>
        <source>What is proposed for {code} could not be rejected: {reason}</source>
        <translation>Lo propuesto para {code} no se pudo rechazar: {reason}</translation>
    </message>
    <message>
        <source>What you added to the kit “{kit}” was not taken: {reason}</source>
        <translation>Lo que añadió al kit “{kit}” no se tomó: {reason}</translation>
    </message>
    <message>
        <source>What you proposed for {code} could not be withdrawn: {reason}</source>
        <translation>Lo que propuso para {code} no se pudo retirar: {reason}</translation>
    </message>
    <message>
        <source>Your change of {field} in the kit “{kit}” was not taken: {reason}</source>
        <translation>Su cambio de {field} en el kit “{kit}” no se tomó: {reason}</translation>
    </message>
    <message>
        <source>Your change of {field} of {code} could not be taken back: {reason}</source>
        <translation>Su cambio de {field} de {code} no se pudo retirar: {reason}</translation>
    </message>
    <message>
        <source>Your change of {field} of {code} to {value} was not taken: {reason}</source>
        <translation>Su cambio de {field} de {code} a {value} no se tomó: {reason}</translation>
    </message>
    <message>
        <source>Your changes of {code} were not submitted: {reason}</source>
        <translation>Sus cambios de {code} no se entregaron: {reason}</translation>
    </message>
    <message>
        <source>Your changes of {code} were not taken back: {reason}</source>
        <translation>Sus cambios de {code} no se retiraron: {reason}</translation>
    </message>
    <message>
        <source>Your decision for {value} as {field} of {code} was not taken: {reason}</source>
        <translation>Su decisión por {value} como {field} de {code} no se aceptó: {reason}</translation>
    </message>
    <message>
        <source>Your proposal of {value} as {field} of {code} was not taken: {reason}</source>
        <translation>Su propuesta de {value} como {field} de {code} no se aceptó: {reason}</translation>
    </message>
    <message>
        <source>an entry</source>
        <translation>una entrada</translation>
    </message>
    <message>
        <source>change</source>
        <translation>cambio</translation>
    </message>
    <message>
        <source>change was</source>
        <translation>cambio fue</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>cambios</translation>
    </message>
    <message>
        <source>changes were</source>
        <translation>cambios fueron</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>sin nombre</translation>
    </message>
    <message>
        <source>{changes} not taken</source>
        <translation>{changes} no se tomaron</translation>
    </message>
    <message>
        <source>{changes} of {code} could not be moved to another change-set: {reason}</source>
        <translation>No se pudo mover {changes} de {code} a otro conjunto de cambios: {reason}</translation>
    </message>
    <message>
        <source>{changes} of {code} could not be moved to “{name}”: {reason}</source>
        <translation>No se pudo mover {changes} de {code} a “{name}”: {reason}</translation>
    </message>
    <message>
        <source>{changes} of {code} could not be taken out of the change-set: {reason}</source>
        <translation>No se pudo sacar {changes} de {code} del conjunto de cambios: {reason}</translation>
    </message>
    <message>
        <source>{code} was not added: {reason}</source>
        <translation>{code} no se añadió: {reason}</translation>
    </message>
    <message>
        <source>{code} was not thrown away: {reason}</source>
        <translation>{code} no se desechó: {reason}</translation>
    </message>
    <message>
        <source>{field} of {code} stays as it was, and your {value} is dropped. {reason}</source>
        <translation>{field} de {code} queda como estaba, y se descarta su {value}. {reason}</translation>
    </message>
    <message>
        <source>{field} of {code}: This conflict has changed meanwhile; please decide again.</source>
        <translation>{field} de {code}: este conflicto cambió entretanto; decida de nuevo, por favor.</translation>
    </message>
</context>
<context>
    <name>Refused</name>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Campo</translation>
    </message>
    <message>
        <source>Meant to hold</source>
        <translation>Debía contener</translation>
    </message>
    <message>
        <source>Why not</source>
        <translation>Por qué no</translation>
    </message>
</context>
<context>
    <name>RenewPanel</name>
    <message>
        <source>A new first password for {name}</source>
        <translation>Nueva primera contraseña para {name}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Make a new one</source>
        <translation>Crear una nueva</translation>
    </message>
    <message>
        <source>Setting the password…</source>
        <translation>Poniendo la contraseña…</translation>
    </message>
    <message>
        <source>The password {name} has counts no more, here and in every other tenant of this database. The new one is shown to you, this once, and {name} is asked for one of their own with it.</source>
        <translation>La contraseña que tiene {name} deja de valer, aquí y en cada otra cuenta de esta base de datos. La nueva se le muestra a usted, solo esta vez, y con ella se pide a {name} una propia.</translation>
    </message>
</context>
<context>
    <name>ReopenCard</name>
    <message>
        <source>Open it again now</source>
        <translation>Abrirla de nuevo ahora</translation>
    </message>
    <message>
        <source>Saved. What you changed counts when the window is opened again.</source>
        <translation>Guardado. Lo que cambió vale cuando la ventana se abra de nuevo.</translation>
    </message>
</context>
<context>
    <name>ReplaceModel</name>
    <message>
        <source>After</source>
        <translation>Después</translation>
    </message>
    <message>
        <source>As</source>
        <translation>Como</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Antes</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Costo</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Proporción</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Dónde</translation>
    </message>
    <message>
        <source>joined with the one there</source>
        <translation>se une con el que ya está</translation>
    </message>
    <message>
        <source>kit</source>
        <translation>kit</translation>
    </message>
    <message>
        <source>kit · substitute</source>
        <translation>kit · sustituto</translation>
    </message>
    <message>
        <source>not ticked</source>
        <translation>no marcado</translation>
    </message>
    <message>
        <source>ticked</source>
        <translation>marcado</translation>
    </message>
</context>
<context>
    <name>ReplacePanel</name>
    <message>
        <source>Find what is to be replaced, and by what. Nothing is done before you say so.</source>
        <translation>Busque qué se va a reemplazar, y por qué. No se hace nada hasta que usted lo diga.</translation>
    </message>
    <message>
        <source>How many of the new one for one of the old one</source>
        <translation>Cuántos del nuevo por uno del viejo</translation>
    </message>
    <message>
        <source>It is in {kits} and linked in {skus}. By what?</source>
        <translation>Está en {kits} y enlazado en {skus}. ¿Por qué se reemplaza?</translation>
    </message>
    <message>
        <source>It is nowhere: in no kit and in no links.</source>
        <translation>No está en ninguna parte: en ningún kit ni enlace.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Reemplazar</translation>
    </message>
    <message>
        <source>Replace everywhere</source>
        <translation>Reemplazar en todas partes</translation>
    </message>
    <message>
        <source>Replace in {places}</source>
        <translation>Reemplazar en {places}</translation>
    </message>
    <message>
        <source>Replaced in {places}</source>
        <translation>Reemplazado en {places}</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>SKUs</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>Space ticks the selected rows, F2 changes the ratio of one</source>
        <translation>Espacio marca las filas elegidas, F2 cambia la proporción de una</translation>
    </message>
    <message>
        <source>Tick all</source>
        <translation>Marcar todo</translation>
    </message>
    <message>
        <source>Tick none</source>
        <translation>No marcar nada</translation>
    </message>
    <message>
        <source>Where it is</source>
        <translation>Dónde está</translation>
    </message>
    <message>
        <source>by</source>
        <translation>por</translation>
    </message>
    <message>
        <source>kit</source>
        <translation>kit</translation>
    </message>
    <message>
        <source>kits</source>
        <translation>kits</translation>
    </message>
    <message>
        <source>new for one old</source>
        <translation>nuevos por uno viejo</translation>
    </message>
    <message>
        <source>place</source>
        <translation>lugar</translation>
    </message>
    <message>
        <source>places</source>
        <translation>lugares</translation>
    </message>
    <message>
        <source>{n} cannot be replaced</source>
        <translation>{n} no se pueden reemplazar</translation>
    </message>
    <message>
        <source>{sum} in cost</source>
        <translation>{sum} de costo</translation>
    </message>
</context>
<context>
    <name>ReportView</name>
    <message>
        <source>Open conflicts</source>
        <translation>Abrir los conflictos</translation>
    </message>
    <message>
        <source>Retry these</source>
        <translation>Reintentar estos</translation>
    </message>
    <message>
        <source>Retry {what}</source>
        <translation>Reintentar {what}</translation>
    </message>
    <message>
        <source>ServiceTitan said: {words}</source>
        <translation>ServiceTitan dijo: {words}</translation>
    </message>
    <message>
        <source>Show in grid</source>
        <translation>Mostrar en la lista</translation>
    </message>
    <message>
        <source>What became of each field</source>
        <translation>Qué fue de cada campo</translation>
    </message>
    <message>
        <source>change</source>
        <translation>cambio</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>cambios</translation>
    </message>
</context>
<context>
    <name>ReportsPanel</name>
    <message>
        <source>Back to the gallery</source>
        <translation>Volver a la galería</translation>
    </message>
    <message>
        <source>Being counted…</source>
        <translation>Contando…</translation>
    </message>
    <message>
        <source>Picture reports</source>
        <translation>Informes de imágenes</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Informes</translation>
    </message>
    <message>
        <source>Save as sheet or PDF…</source>
        <translation>Guardar como hoja o PDF…</translation>
    </message>
</context>
<context>
    <name>Reprice</name>
    <message>
        <source>A pricing rule of ServiceTitan decides what customers see, not this price.</source>
        <translation>Una regla de precios de ServiceTitan decide lo que ven los clientes, no este precio.</translation>
    </message>
    <message>
        <source>Below floor</source>
        <translation>Bajo el mínimo</translation>
    </message>
    <message>
        <source>By cost: {steps}</source>
        <translation>Según el costo: {steps}</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Cambiar</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Costo</translation>
    </message>
    <message>
        <source>Dynamic price</source>
        <translation>Precio dinámico</translation>
    </message>
    <message>
        <source>In %</source>
        <translation>En %</translation>
    </message>
    <message>
        <source>Is changed</source>
        <translation>Se cambia</translation>
    </message>
    <message>
        <source>It comes to {price}.</source>
        <translation>Resulta en {price}.</translation>
    </message>
    <message>
        <source>Its margin is below the floor.</source>
        <translation>Su margen está bajo el mínimo.</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Bloqueado</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Margen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>New add-on</source>
        <translation>Nuevo adicional</translation>
    </message>
    <message>
        <source>New add-on member</source>
        <translation>Nuevo adicional de miembro</translation>
    </message>
    <message>
        <source>New margin</source>
        <translation>Nuevo margen</translation>
    </message>
    <message>
        <source>New member</source>
        <translation>Nuevo de miembro</translation>
    </message>
    <message>
        <source>New price</source>
        <translation>Nuevo precio</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Precio</translation>
    </message>
    <message>
        <source>Stays as it is</source>
        <translation>Se queda como está</translation>
    </message>
    <message>
        <source>The shared database has no markup ladder. A pull brings ServiceTitan's.</source>
        <translation>La base de datos compartida no tiene escala de recargo. Una descarga trae la de ServiceTitan.</translation>
    </message>
    <message>
        <source>Unticked</source>
        <translation>Sin marcar</translation>
    </message>
    <message>
        <source>average margin {before} → {after}</source>
        <translation>margen medio {before} → {after}</translation>
    </message>
    <message>
        <source>{edited} of {lines} change</source>
        <translation>{edited} de {lines} cambian</translation>
    </message>
    <message>
        <source>Σ price {change}</source>
        <translation>Σ precio {change}</translation>
    </message>
</context>
<context>
    <name>RepricePanel</name>
    <message>
        <source>All of {categories}</source>
        <translation>Todo de {categories}</translation>
    </message>
    <message>
        <source>All rows that are listed</source>
        <translation>Todas las filas de la lista</translation>
    </message>
    <message>
        <source>Back to the rows</source>
        <translation>Volver a las filas</translation>
    </message>
    <message>
        <source>Back to the rows; nothing is changed (Esc)</source>
        <translation>Volver a las filas; nada cambia (Esc)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>How far the prices are changed</source>
        <translation>Hasta dónde se han cambiado los precios</translation>
    </message>
    <message>
        <source>Reprice</source>
        <translation>Cambiar precios</translation>
    </message>
    <message>
        <source>Reprice {entries}</source>
        <translation>Cambiar precios de {entries}</translation>
    </message>
    <message>
        <source>Which entries</source>
        <translation>Qué entradas</translation>
    </message>
    <message>
        <source>entries</source>
        <translation>entradas</translation>
    </message>
    <message>
        <source>entry</source>
        <translation>entrada</translation>
    </message>
    <message>
        <source>selected row</source>
        <translation>fila seleccionada</translation>
    </message>
    <message>
        <source>selected rows</source>
        <translation>filas seleccionadas</translation>
    </message>
    <message>
        <source>service is</source>
        <translation>servicio tiene</translation>
    </message>
    <message>
        <source>services are</source>
        <translation>servicios tienen</translation>
    </message>
    <message>
        <source>{entries} changed meanwhile and left alone</source>
        <translation>{entries}: cambió entretanto y quedó sin tocar</translation>
    </message>
    <message>
        <source>{services} priced by a rule of ServiceTitan's. Customers see what the rule works out, not the price that is changed here.</source>
        <translation>{services} su precio según una regla de ServiceTitan. Los clientes ven lo que calcula la regla, no el precio que se cambia aquí.</translation>
    </message>
</context>
<context>
    <name>RevertPanel</name>
    <message>
        <source>Change-set</source>
        <translation>Conjunto de cambios</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Left out, for you to look at: {skus}</source>
        <translation>Queda fuera, para que lo revise: {skus}</translation>
    </message>
    <message>
        <source>Looking at what ServiceTitan has now…</source>
        <translation>Mirando lo que ServiceTitan tiene ahora…</translation>
    </message>
    <message>
        <source>Message of the change-set</source>
        <translation>Mensaje del conjunto de cambios</translation>
    </message>
    <message>
        <source>Nothing is sent now: it becomes a change-set, and goes through Review as any other.</source>
        <translation>Ahora no se envía nada: se convierte en un conjunto de cambios y pasa por Revisión como cualquier otro.</translation>
    </message>
    <message>
        <source>Stage the revert</source>
        <translation>Preparar la reversión</translation>
    </message>
    <message>
        <source>Staged in Review: {message}</source>
        <translation>Preparado en Revisión: {message}</translation>
    </message>
    <message>
        <source>What is left out, and why</source>
        <translation>Lo que queda fuera, y por qué</translation>
    </message>
    <message>
        <source>{n} are as they were before.</source>
        <translation>{n} están como antes.</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>A manager decides and pushes.</source>
        <translation>Decide y envía un gerente.</translation>
    </message>
    <message>
        <source>Accept what is proposed</source>
        <translation>Aceptar lo propuesto</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Cuenta</translation>
    </message>
    <message>
        <source>All changes</source>
        <translation>Todos los cambios</translation>
    </message>
    <message>
        <source>Below cost</source>
        <translation>Bajo el costo</translation>
    </message>
    <message>
        <source>Below floor</source>
        <translation>Bajo el mínimo</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Por</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Categoría</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Cambio</translation>
    </message>
    <message>
        <source>Change-set</source>
        <translation>Conjunto de cambios</translation>
    </message>
    <message>
        <source>Choose everything</source>
        <translation>Elegir todo</translation>
    </message>
    <message>
        <source>Choose the change-set that edits go to…</source>
        <translation>Elegir el conjunto al que van las ediciones…</translation>
    </message>
    <message>
        <source>Close all groups</source>
        <translation>Cerrar todos los grupos</translation>
    </message>
    <message>
        <source>Close the change-set</source>
        <translation>Cerrar el conjunto de cambios</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Code is taken</source>
        <translation>Código ocupado</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>Conflicto</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Fecha</translation>
    </message>
    <message>
        <source>Decide it, or show it in the grid</source>
        <translation>Decidirlo, o mostrarlo en la lista</translation>
    </message>
    <message>
        <source>Decide the conflict</source>
        <translation>Decidir el conflicto</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>Difiere</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>Descartar…</translation>
    </message>
    <message>
        <source>Edit our value</source>
        <translation>Editar nuestro valor</translation>
    </message>
    <message>
        <source>Edits go under it from then on</source>
        <translation>Desde entonces las ediciones van a él</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>Efecto</translation>
    </message>
    <message>
        <source>Export the list…</source>
        <translation>Exportar la lista…</translation>
    </message>
    <message>
        <source>Extend the selection</source>
        <translation>Ampliar la selección</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Falló</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Campo</translation>
    </message>
    <message>
        <source>Filter the changes</source>
        <translation>Filtrar los cambios</translation>
    </message>
    <message>
        <source>Held back</source>
        <translation>Retenido</translation>
    </message>
    <message>
        <source>Hold back, or release</source>
        <translation>Retener, o liberar</translation>
    </message>
    <message>
        <source>In Review</source>
        <translation>En Revisión</translation>
    </message>
    <message>
        <source>Inactive category</source>
        <translation>Categoría inactiva</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Menu of the changes</source>
        <translation>Menú de los cambios</translation>
    </message>
    <message>
        <source>Money moved</source>
        <translation>Dinero movido</translation>
    </message>
    <message>
        <source>Move to another change-set…</source>
        <translation>Mover a otro conjunto de cambios…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nuevo</translation>
    </message>
    <message>
        <source>New change-set…</source>
        <translation>Nuevo conjunto de cambios…</translation>
    </message>
    <message>
        <source>No category</source>
        <translation>Sin categoría</translation>
    </message>
    <message>
        <source>No change-set</source>
        <translation>Sin conjunto de cambios</translation>
    </message>
    <message>
        <source>No cost</source>
        <translation>Sin costo</translation>
    </message>
    <message>
        <source>No price</source>
        <translation>Sin precio</translation>
    </message>
    <message>
        <source>No vendor</source>
        <translation>Sin proveedor</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nada</translation>
    </message>
    <message>
        <source>Nothing is chosen that this could be about</source>
        <translation>No hay nada elegido a lo que se aplique</translation>
    </message>
    <message>
        <source>Nothing more goes under it; what waits in it stays there</source>
        <translation>No entra nada más en él; lo que espera en él se queda allí</translation>
    </message>
    <message>
        <source>Open a closed change-set again…</source>
        <translation>Volver a abrir un conjunto de cambios cerrado…</translation>
    </message>
    <message>
        <source>Open all groups</source>
        <translation>Abrir todos los grupos</translation>
    </message>
    <message>
        <source>Open or close a group</source>
        <translation>Abrir o cerrar un grupo</translation>
    </message>
    <message>
        <source>Ours</source>
        <translation>Nuestro</translation>
    </message>
    <message>
        <source>Pending changes</source>
        <translation>Cambios pendientes</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Persona</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>Propuesto</translation>
    </message>
    <message>
        <source>Proposed: {title}</source>
        <translation>Propuesto: {title}</translation>
    </message>
    <message>
        <source>Push what is chosen</source>
        <translation>Enviar lo elegido</translation>
    </message>
    <message>
        <source>Push what is ticked in Review</source>
        <translation>Enviar lo marcado en Revisar</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>Reject what is proposed…</source>
        <translation>Rechazar lo propuesto…</translation>
    </message>
    <message>
        <source>Rename the change-set…</source>
        <translation>Renombrar el conjunto de cambios…</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>SKUs</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>Send it, or leave it out</source>
        <translation>Enviarlo, o dejarlo fuera</translation>
    </message>
    <message>
        <source>ServiceTitan</source>
        <translation>ServiceTitan</translation>
    </message>
    <message>
        <source>Show in the grid</source>
        <translation>Mostrar en la lista</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Submit what is chosen for push</source>
        <translation>Entregar lo elegido para envío</translation>
    </message>
    <message>
        <source>Submit what is ticked in Review for push</source>
        <translation>Entregar lo marcado en Revisión para envío</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>Entregado</translation>
    </message>
    <message>
        <source>Submitted, goes with the next push</source>
        <translation>Entregado, sale con el próximo envío</translation>
    </message>
    <message>
        <source>Take the chosen changes back: ServiceTitan's values are what counts again</source>
        <translation>Retirar los cambios elegidos: vuelven a valer los valores de ServiceTitan</translation>
    </message>
    <message>
        <source>The proposed values become your own changes</source>
        <translation>Los valores propuestos pasan a ser cambios suyos</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>To note</source>
        <translation>Observaciones</translation>
    </message>
    <message>
        <source>Totals</source>
        <translation>Totales</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>En curso</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Espera</translation>
    </message>
    <message>
        <source>What is held back stays here when everything is pushed</source>
        <translation>Lo retenido se queda aquí cuando se envía todo</translation>
    </message>
    <message>
        <source>What is shown, as a sheet or as pages to print</source>
        <translation>Lo que se muestra, como hoja o como páginas para imprimir</translation>
    </message>
    <message>
        <source>What needs you</source>
        <translation>Lo que le necesita</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Cuándo</translation>
    </message>
    <message>
        <source>You can rename and close change-sets that you founded.</source>
        <translation>Puede renombrar y cerrar los conjuntos de cambios que usted creó.</translation>
    </message>
    <message>
        <source>You can take back and file what you proposed yourself.</source>
        <translation>Puede retirar y archivar lo que usted mismo propuso.</translation>
    </message>
    <message>
        <source>Your role can look but not change.</source>
        <translation>Su función puede mirar pero no cambiar.</translation>
    </message>
    <message>
        <source>change</source>
        <translation>cambio</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>cambios</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>cerrado</translation>
    </message>
    <message>
        <source>did not get through</source>
        <translation>no pasaron</translation>
    </message>
    <message>
        <source>entries</source>
        <translation>entradas</translation>
    </message>
    <message>
        <source>entry</source>
        <translation>entrada</translation>
    </message>
    <message>
        <source>held back</source>
        <translation>retenidos</translation>
    </message>
    <message>
        <source>in conflict</source>
        <translation>en conflicto</translation>
    </message>
    <message>
        <source>is not sent</source>
        <translation>no se envía</translation>
    </message>
    <message>
        <source>is sent</source>
        <translation>se envía</translation>
    </message>
    <message>
        <source>is sent in part</source>
        <translation>se envía en parte</translation>
    </message>
    <message>
        <source>list prices {amount}</source>
        <translation>precios de lista {amount}</translation>
    </message>
    <message>
        <source>new</source>
        <translation>nuevos</translation>
    </message>
    <message>
        <source>open</source>
        <translation>abierto</translation>
    </message>
    <message>
        <source>proposed</source>
        <translation>propuestos</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>listos</translation>
    </message>
    <message>
        <source>submitted, not proved yet</source>
        <translation>entregados, aún sin probar</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>en curso</translation>
    </message>
    <message>
        <source>{n} deactivated</source>
        <translation>{n} desactivados</translation>
    </message>
    <message>
        <source>{n} new</source>
        <translation>{n} nuevos</translation>
    </message>
</context>
<context>
    <name>ReviewHead</name>
    <message>
        <source>Accept</source>
        <translation>Aceptar</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>Descartar…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>Go on with the push</source>
        <translation>Seguir con el envío</translation>
    </message>
    <message>
        <source>Push</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Push under way</source>
        <translation>Envío en curso</translation>
    </message>
    <message>
        <source>Push {what}</source>
        <translation>Enviar {what}</translation>
    </message>
    <message>
        <source>Push {what} shown</source>
        <translation>Enviar {what} mostrados</translation>
    </message>
    <message>
        <source>Reject…</source>
        <translation>Rechazar…</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Revisión</translation>
    </message>
    <message>
        <source>Save what is shown as a sheet or as pages to print</source>
        <translation>Guardar lo que se muestra como hoja o como páginas para imprimir</translation>
    </message>
    <message>
        <source>Submit for push</source>
        <translation>Entregar para envío</translation>
    </message>
    <message>
        <source>Submit {what} for push</source>
        <translation>Entregar {what} para envío</translation>
    </message>
    <message>
        <source>Submit {what} shown for push</source>
        <translation>Entregar {what} mostrados para envío</translation>
    </message>
    <message>
        <source>Which one is it?</source>
        <translation>¿Cuál es?</translation>
    </message>
    <message>
        <source>Withdraw…</source>
        <translation>Retirar…</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Everything</source>
        <translation>Todo</translation>
    </message>
    <message>
        <source>Go to the pricebook</source>
        <translation>Ir a la lista de precios</translation>
    </message>
    <message>
        <source>Look at them there, then choose “{button}”.</source>
        <translation>Mírelos allí y luego elija “{button}”.</translation>
    </message>
    <message>
        <source>No change fits</source>
        <translation>Ningún cambio coincide</translation>
    </message>
    <message>
        <source>Nothing to review</source>
        <translation>Nada que revisar</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Mostrar todo</translation>
    </message>
    <message>
        <source>The filter leaves nothing.</source>
        <translation>El filtro no deja nada.</translation>
    </message>
    <message>
        <source>What is chosen</source>
        <translation>Lo elegido</translation>
    </message>
    <message>
        <source>What you change in the pricebook is listed here until ServiceTitan has it and reading back proved it.</source>
        <translation>Lo que cambia en la lista de precios se anota aquí hasta que ServiceTitan lo tiene y leerlo de nuevo lo probó.</translation>
    </message>
</context>
<context>
    <name>ReviewPanel</name>
    <message>
        <source>Accept in {services}</source>
        <translation>Aceptar en {services}</translation>
    </message>
    <message>
        <source>Follow the kit too where somebody changed the service by hand</source>
        <translation>Seguir al kit también donde alguien cambió el servicio a mano</translation>
    </message>
    <message>
        <source>Kit changed</source>
        <translation>El kit cambió</translation>
    </message>
    <message>
        <source>Leave as they are</source>
        <translation>Dejarlos como están</translation>
    </message>
    <message>
        <source>Left as they are</source>
        <translation>Se dejaron como están</translation>
    </message>
    <message>
        <source>Nobody knows how many: {names}. What they gave stays.</source>
        <translation>Nadie sabe cuántos: {names}. Lo que daban se queda.</translation>
    </message>
    <message>
        <source>Propose for {services}</source>
        <translation>Proponer para {services}</translation>
    </message>
    <message>
        <source>There is nothing to decide.</source>
        <translation>No hay nada que decidir.</translation>
    </message>
    <message>
        <source>What somebody changed in the service by hand stays unless you say otherwise.</source>
        <translation>Lo que alguien cambió a mano en el servicio se queda, a menos que usted diga otra cosa.</translation>
    </message>
    <message>
        <source>What the services would have</source>
        <translation>Qué tendrían los servicios</translation>
    </message>
    <message>
        <source>service</source>
        <translation>servicio</translation>
    </message>
    <message>
        <source>services</source>
        <translation>servicios</translation>
    </message>
    <message>
        <source>{services} follow the kit</source>
        <translation>{services} siguen al kit</translation>
    </message>
    <message>
        <source>{services} follows the kit</source>
        <translation>{services} sigue al kit</translation>
    </message>
</context>
<context>
    <name>ReviewTable</name>
    <message>
        <source>Pending changes</source>
        <translation>Cambios pendientes</translation>
    </message>
</context>
<context>
    <name>ReviewView</name>
    <message>
        <source>Accept {count}</source>
        <translation>Aceptar {count}</translation>
    </message>
    <message>
        <source>Accept {count} from {share} up</source>
        <translation>Aceptar {count} desde {share}</translation>
    </message>
    <message>
        <source>Added {count}</source>
        <translation>Agregadas {count}</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>Al menos</translation>
    </message>
    <message>
        <source>Cannot be read {count}</source>
        <translation>Ilegibles {count}</translation>
    </message>
    <message>
        <source>Give it to another SKU</source>
        <translation>Dársela a otro SKU</translation>
    </message>
    <message>
        <source>Least confidence to accept without looking</source>
        <translation>Confianza mínima para aceptar sin mirar</translation>
    </message>
    <message>
        <source>Left out {count}</source>
        <translation>Fuera {count}</translation>
    </message>
    <message>
        <source>Proposed {count}</source>
        <translation>Propuestas {count}</translation>
    </message>
    <message>
        <source>To assign {count}</source>
        <translation>Por asignar {count}</translation>
    </message>
    <message>
        <source>What is ambiguous, and what the SKU has already, is left for you to decide.</source>
        <translation>Lo ambiguo, y lo que el SKU ya tiene, queda para que usted decida.</translation>
    </message>
</context>
<context>
    <name>RewriteSheet</name>
    <message>
        <source>Change</source>
        <translation>Cambiar</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Vacío</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Find and replace</source>
        <translation>Buscar y reemplazar</translation>
    </message>
    <message>
        <source>Groups are $1, $2 … in the replacement, $&amp; is all that was found</source>
        <translation>Los grupos son $1, $2 … en el reemplazo, $&amp; es todo lo encontrado</translation>
    </message>
    <message>
        <source>In all {rows} listed</source>
        <translation>En las {rows} de la lista</translation>
    </message>
    <message>
        <source>In which columns</source>
        <translation>En qué columnas</translation>
    </message>
    <message>
        <source>In which rows</source>
        <translation>En qué filas</translation>
    </message>
    <message>
        <source>In {rows} selected</source>
        <translation>En {rows} seleccionadas</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Buscando …</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>Distinguir mayúsculas</translation>
    </message>
    <message>
        <source>Put before</source>
        <translation>Poner delante</translation>
    </message>
    <message>
        <source>Put behind</source>
        <translation>Poner detrás</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Expresión regular</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Reemplazar</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>Reemplazar por</translation>
    </message>
    <message>
        <source>Set to</source>
        <translation>Poner en</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>Type what to look for; what would change is shown here.</source>
        <translation>Escriba lo que hay que buscar; aquí se muestra lo que cambiaría.</translation>
    </message>
    <message>
        <source>What is to be done</source>
        <translation>Qué hay que hacer</translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>Qué cambiaría</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>Palabras enteras</translation>
    </message>
    <message>
        <source>cell changes</source>
        <translation>celda cambia</translation>
    </message>
    <message>
        <source>cells change</source>
        <translation>celdas cambian</translation>
    </message>
    <message>
        <source>{count} left out</source>
        <translation>{count} fuera</translation>
    </message>
    <message>
        <source>{count} refused</source>
        <translation>{count} rechazados</translation>
    </message>
</context>
<context>
    <name>RoleChoice</name>
    <message>
        <source>Role</source>
        <translation>Función</translation>
    </message>
</context>
<context>
    <name>RollUpSection</name>
    <message>
        <source>Incomplete: {known} is what is known.</source>
        <translation>Incompleto: {known} es lo que se sabe.</translation>
    </message>
    <message>
        <source>Labor</source>
        <translation>Mano de obra</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Margen</translation>
    </message>
    <message>
        <source>Material cost</source>
        <translation>Costo del material</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Precio</translation>
    </message>
    <message>
        <source>Roll-up</source>
        <translation>Totales</translation>
    </message>
    <message>
        <source>Show how it comes about</source>
        <translation>Mostrar cómo se llega a esto</translation>
    </message>
    <message>
        <source>There is no margin while cost or price are incomplete.</source>
        <translation>No hay margen mientras el costo o el precio estén incompletos.</translation>
    </message>
    <message>
        <source>with {name}</source>
        <translation>con {name}</translation>
    </message>
    <message>
        <source>with {name} · {cost}</source>
        <translation>con {name} · {cost}</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} h</translation>
    </message>
</context>
<context>
    <name>RowDrag</name>
    <message>
        <source>entries</source>
        <translation>entradas</translation>
    </message>
    <message>
        <source>entry</source>
        <translation>entrada</translation>
    </message>
</context>
<context>
    <name>RowMergeModel</name>
    <message>
        <source>Base</source>
        <translation>Base</translation>
    </message>
    <message>
        <source>Ours</source>
        <translation>Nuestro</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>elegir</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>quitado</translation>
    </message>
</context>
<context>
    <name>RuleKeeping</name>
    <message>
        <source>From now on {rule}. Settings lists it.</source>
        <translation>Desde ahora {rule}. Está en los ajustes.</translation>
    </message>
    <message>
        <source>The rule was not kept</source>
        <translation>La regla no se conservó</translation>
    </message>
</context>
<context>
    <name>RuleLine</name>
    <message>
        <source>Remove the rule for {what}</source>
        <translation>Quitar la regla para {what}</translation>
    </message>
    <message>
        <source>Remove this rule; the conflicts are asked again</source>
        <translation>Quitar esta regla; los conflictos se preguntan de nuevo</translation>
    </message>
</context>
<context>
    <name>RuleOffer</name>
    <message>
        <source>Always answer {what} like this</source>
        <translation>Desde ahora, contestar siempre así {what}</translation>
    </message>
    <message>
        <source>What concerns money is always asked: no rule can answer it.</source>
        <translation>Lo que toca al dinero siempre se pregunta: ninguna regla puede contestarlo.</translation>
    </message>
    <message>
        <source>Where the rule holds</source>
        <translation>Dónde vale la regla</translation>
    </message>
    <message>
        <source>everywhere</source>
        <translation>en todas partes</translation>
    </message>
    <message>
        <source>in {category}</source>
        <translation>en {category}</translation>
    </message>
</context>
<context>
    <name>RulesCard</name>
    <message>
        <source>Conflict rules</source>
        <translation>Reglas de conflictos</translation>
    </message>
    <message>
        <source>No rule answers a conflict: every one waits for a person. A rule is made where a conflict is decided.</source>
        <translation>Ninguna regla contesta un conflicto: todos esperan a una persona. Una regla se hace donde se decide un conflicto.</translation>
    </message>
    <message>
        <source>The rules are kept in the shared database.</source>
        <translation>Las reglas se guardan en la base de datos compartida.</translation>
    </message>
    <message>
        <source>These conflicts are answered without asking, on every desktop. Theirs is what ServiceTitan or somebody else of the team has by then. What concerns money is always asked.</source>
        <translation>Estos conflictos se contestan sin preguntar, en todas las computadoras. El de ellos es lo que ServiceTitan u otra persona del equipo tenga entonces. Lo que toca al dinero siempre se pregunta.</translation>
    </message>
</context>
<context>
    <name>RunFilters</name>
    <message>
        <source>All kinds</source>
        <translation>Todos los tipos</translation>
    </message>
    <message>
        <source>Every run</source>
        <translation>Todas las ejecuciones</translation>
    </message>
    <message>
        <source>Kind of run</source>
        <translation>Tipo de ejecución</translation>
    </message>
    <message>
        <source>Only problems</source>
        <translation>Solo problemas</translation>
    </message>
    <message>
        <source>Search runs</source>
        <translation>Buscar ejecuciones</translation>
    </message>
    <message>
        <source>Search runs…</source>
        <translation>Buscar ejecuciones…</translation>
    </message>
    <message>
        <source>Which runs</source>
        <translation>Qué ejecuciones</translation>
    </message>
    <message>
        <source>With changes or problems</source>
        <translation>Con cambios o problemas</translation>
    </message>
</context>
<context>
    <name>SampleCard</name>
    <message>
        <source>Expect this</source>
        <translation>Esperar esto</translation>
    </message>
    <message>
        <source>Remove sample {name}</source>
        <translation>Quitar la muestra {name}</translation>
    </message>
    <message>
        <source>Try the values of {name}</source>
        <translation>Probar los valores de {name}</translation>
    </message>
    <message>
        <source>What it comes to now is right, and expected from here on</source>
        <translation>Lo que resulta ahora es correcto, y se espera de aquí en adelante</translation>
    </message>
</context>
<context>
    <name>SamplesLine</name>
    <message>
        <source>1 saved sample passes</source>
        <translation>1 muestra guardada pasa</translation>
    </message>
    <message>
        <source>Name of the sample</source>
        <translation>Nombre de la muestra</translation>
    </message>
    <message>
        <source>Save as a sample</source>
        <translation>Guardar muestra</translation>
    </message>
    <message>
        <source>What the kit comes to with these values is kept as its test</source>
        <translation>Lo que el kit da con estos valores se guarda como su prueba</translation>
    </message>
    <message>
        <source>What to call it, then Enter</source>
        <translation>Cómo llamarla, y luego Intro</translation>
    </message>
    <message>
        <source>{n} of {all} saved samples fail</source>
        <translation>{n} de {all} muestras fallan</translation>
    </message>
    <message>
        <source>{n} saved samples pass</source>
        <translation>{n} muestras pasan</translation>
    </message>
</context>
<context>
    <name>Schedule</name>
    <message>
        <source>After what runs now</source>
        <translation>Al terminar lo actual</translation>
    </message>
    <message>
        <source>Changes of the pricebook</source>
        <translation>Cambios de la lista de precios</translation>
    </message>
    <message>
        <source>No ServiceTitan keys</source>
        <translation>Sin claves aquí</translation>
    </message>
    <message>
        <source>Pull of changes</source>
        <translation>Descargar cambios</translation>
    </message>
    <message>
        <source>Pull of everything</source>
        <translation>Descargar todo</translation>
    </message>
    <message>
        <source>Push</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Reference lists</source>
        <translation>Listas de referencia</translation>
    </message>
    <message>
        <source>Send what was submitted</source>
        <translation>Enviar lo entregado</translation>
    </message>
    <message>
        <source>Stopped to ask</source>
        <translation>Paró a preguntar</translation>
    </message>
    <message>
        <source>The whole pricebook</source>
        <translation>Toda la lista de precios</translation>
    </message>
    <message>
        <source>Upkeep</source>
        <translation>Mantenimiento</translation>
    </message>
    <message>
        <source>Upkeep of the shared database</source>
        <translation>Mantenimiento de la base compartida</translation>
    </message>
    <message>
        <source>Vendors, markups and other lists</source>
        <translation>Proveedores, recargos y otras listas</translation>
    </message>
    <message>
        <source>Waits: metered</source>
        <translation>Espera: red medida</translation>
    </message>
    <message>
        <source>Waits: {reason}</source>
        <translation>Espera: {reason}</translation>
    </message>
    <message>
        <source>Your role may not</source>
        <translation>Su función no puede</translation>
    </message>
    <message>
        <source>no ServiceTitan keys on this computer</source>
        <translation>sin claves de ServiceTitan en esta computadora</translation>
    </message>
    <message>
        <source>no connection to the shared database</source>
        <translation>sin conexión con la base de datos compartida</translation>
    </message>
    <message>
        <source>no network</source>
        <translation>sin red</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>sin conexión</translation>
    </message>
    <message>
        <source>on a metered connection</source>
        <translation>en una red de uso medido</translation>
    </message>
    <message>
        <source>on battery</source>
        <translation>con batería</translation>
    </message>
    <message>
        <source>stopped to ask: {reason}</source>
        <translation>se detuvo para preguntar: {reason}</translation>
    </message>
    <message>
        <source>until your pull or push is through</source>
        <translation>hasta que termine su descarga o envío</translation>
    </message>
    <message>
        <source>your role ({role}) may not</source>
        <translation>su función ({role}) no puede</translation>
    </message>
</context>
<context>
    <name>ScheduleCard</name>
    <message>
        <source>Does not run here</source>
        <translation>No se ejecuta aquí</translation>
    </message>
    <message>
        <source>What runs by itself</source>
        <translation>Lo que se ejecuta por sí solo</translation>
    </message>
    <message>
        <source>next: {when}</source>
        <translation>próxima: {when}</translation>
    </message>
    <message>
        <source>waits: {reason}</source>
        <translation>espera: {reason}</translation>
    </message>
</context>
<context>
    <name>ScheduleStrip</name>
    <message>
        <source>Run now</source>
        <translation>Ejecutar ahora</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search code, name, description, vendor part…</source>
        <translation>Buscar código, nombre, descripción, parte…</translation>
    </message>
    <message>
        <source>Search the pricebook</source>
        <translation>Buscar en la lista de precios</translation>
    </message>
</context>
<context>
    <name>Section</name>
    <message>
        <source>Accounts</source>
        <translation>Cuentas</translation>
    </message>
    <message>
        <source>Chemicals</source>
        <translation>Químicos</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Descripción</translation>
    </message>
    <message>
        <source>External data: ServiceTitan shows it only to the program that wrote it. LAZI Desktop keeps its own mark there, by which it knows again what it created; what other programs wrote is neither seen nor touched.</source>
        <translation>Datos externos: ServiceTitan solo los muestra al programa que los escribió. LAZI Desktop guarda ahí su propia marca, con la que reconoce lo que creó; lo que escribieron otros programas ni se ve ni se toca.</translation>
    </message>
    <message>
        <source>From ServiceTitan, only shown</source>
        <translation>De ServiceTitan, solo para ver</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Identidad</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Imágenes</translation>
    </message>
    <message>
        <source>Intacct GL group account: ServiceTitan takes it and never shows it, so nobody could tell whether it arrived.</source>
        <translation>Cuenta contable del grupo Intacct: ServiceTitan la toma y nunca la muestra, así que nadie podría saber si llegó.</translation>
    </message>
    <message>
        <source>Labor and commission</source>
        <translation>Mano de obra y comisión</translation>
    </message>
    <message>
        <source>Linked</source>
        <translation>Enlazado</translation>
    </message>
    <message>
        <source>Materials and equipment in it</source>
        <translation>Materiales y equipos que contiene</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Más</translation>
    </message>
    <message>
        <source>Only in ServiceTitan</source>
        <translation>Solo en ServiceTitan</translation>
    </message>
    <message>
        <source>Our own, never sent</source>
        <translation>Nuestro, nunca se envía</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>Precios</translation>
    </message>
    <message>
        <source>Recommendations and upgrades</source>
        <translation>Recomendaciones y mejoras</translation>
    </message>
    <message>
        <source>ServiceTitan keeps no order of links. They stand by code here.</source>
        <translation>ServiceTitan no guarda ningún orden de los vínculos. Aquí aparecen por código.</translation>
    </message>
    <message>
        <source>Variations</source>
        <translation>Variaciones</translation>
    </message>
    <message>
        <source>Variations of a configurable material are shown, and are changed in ServiceTitan: it takes them under another name than it shows them.</source>
        <translation>Las variaciones de un material configurable se muestran, y se cambian en ServiceTitan: las toma con otro nombre que el que muestra.</translation>
    </message>
    <message>
        <source>Variations of configurable equipment are shown, and are changed in ServiceTitan: it takes them under another name than it shows them.</source>
        <translation>Las variaciones de un equipo configurable se muestran, y se cambian en ServiceTitan: las toma con otro nombre que el que muestra.</translation>
    </message>
    <message>
        <source>Vendors</source>
        <translation>Proveedores</translation>
    </message>
    <message>
        <source>Warranty and size</source>
        <translation>Garantía y medidas</translation>
    </message>
</context>
<context>
    <name>Sections</name>
    <message>
        <source>All who work on this tenant share it. ServiceTitan allows 60.</source>
        <translation>Lo comparten todos los que trabajan en esta cuenta. ServiceTitan permite 60.</translation>
    </message>
    <message>
        <source>An address that begins with https://; without one nothing is asked.</source>
        <translation>Una dirección que empieza por https://; sin ella no se pregunta nada.</translation>
    </message>
    <message>
        <source>Brings vendors, markups and other lists.</source>
        <translation>Trae proveedores, recargos y otras listas.</translation>
    </message>
    <message>
        <source>Brings what was changed in ServiceTitan.</source>
        <translation>Trae lo que cambió en ServiceTitan.</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>Amplias</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Compactas</translation>
    </message>
    <message>
        <source>Compact shows about a fifth more rows at once.</source>
        <translation>Con “Compactas” se ve cerca de un quinto más de filas a la vez.</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>Do not look</source>
        <translation>No buscar</translation>
    </message>
    <message>
        <source>Early</source>
        <translation>Anticipado</translation>
    </message>
    <message>
        <source>Faster push</source>
        <translation>Envío más rápido</translation>
    </message>
    <message>
        <source>Feet, gallons</source>
        <translation>Pies, galones</translation>
    </message>
    <message>
        <source>Full pull</source>
        <translation>Descarga completa</translation>
    </message>
    <message>
        <source>How many entries a pull asks for at once; fewer on a slow line.</source>
        <translation>Cuántas entradas pide una descarga a la vez; menos en una línea lenta.</translation>
    </message>
    <message>
        <source>How the window looks, by day and by night.</source>
        <translation>Cómo se ve la ventana, de día y de noche.</translation>
    </message>
    <message>
        <source>It is tried on one entry first, and used only where ServiceTitan proves to take it.</source>
        <translation>Se prueba primero con una entrada y solo se usa donde ServiceTitan demuestra aceptarlo.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Listas</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aspecto</translation>
    </message>
    <message>
        <source>Look and language</source>
        <translation>Aspecto e idioma</translation>
    </message>
    <message>
        <source>Mark what is created here</source>
        <translation>Marcar lo creado aquí</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>Medidas</translation>
    </message>
    <message>
        <source>Metered network</source>
        <translation>Red de uso medido</translation>
    </message>
    <message>
        <source>Metres, litres</source>
        <translation>Metros, litros</translation>
    </message>
    <message>
        <source>New entries</source>
        <translation>Entradas nuevas</translation>
    </message>
    <message>
        <source>New materials and equipment start with this unit.</source>
        <translation>Los materiales y equipos nuevos empiezan con esta unidad.</translation>
    </message>
    <message>
        <source>New versions</source>
        <translation>Versiones nuevas</translation>
    </message>
    <message>
        <source>No server</source>
        <translation>Sin servidor</translation>
    </message>
    <message>
        <source>No unit</source>
        <translation>Sin unidad</translation>
    </message>
    <message>
        <source>Nothing runs by itself on a metered network</source>
        <translation>Nada se ejecuta solo en una red de uso medido</translation>
    </message>
    <message>
        <source>Nothing runs by itself on battery</source>
        <translation>Nada se ejecuta solo con batería</translation>
    </message>
    <message>
        <source>On battery</source>
        <translation>Con batería</translation>
    </message>
    <message>
        <source>Page size</source>
        <translation>Tamaño de página</translation>
    </message>
    <message>
        <source>Pull of changes</source>
        <translation>Descarga de cambios</translation>
    </message>
    <message>
        <source>Rate limit</source>
        <translation>Límite de solicitudes</translation>
    </message>
    <message>
        <source>Reads everything again, and finds what was deleted in ServiceTitan.</source>
        <translation>Lee todo de nuevo y encuentra lo eliminado en ServiceTitan.</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Filas</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Horario</translation>
    </message>
    <message>
        <source>Send several changes in one request</source>
        <translation>Enviar varios cambios en una solicitud</translation>
    </message>
    <message>
        <source>ServiceTitan</source>
        <translation>ServiceTitan</translation>
    </message>
    <message>
        <source>So they are found again when ServiceTitan's answer is lost.</source>
        <translation>Así se encuentran de nuevo si se pierde la respuesta de ServiceTitan.</translation>
    </message>
    <message>
        <source>Stable</source>
        <translation>Estable</translation>
    </message>
    <message>
        <source>The address of an entry in ServiceTitan's own pages, with {list} and {id}.</source>
        <translation>La dirección de una entrada en las páginas de ServiceTitan, con {list} e {id}.</translation>
    </message>
    <message>
        <source>The usual address</source>
        <translation>La dirección habitual</translation>
    </message>
    <message>
        <source>Tidies up the shared database.</source>
        <translation>Ordena la base de datos compartida.</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Unidades</translation>
    </message>
    <message>
        <source>Update server</source>
        <translation>Servidor de actualizaciones</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>Actualizaciones</translation>
    </message>
    <message>
        <source>Upkeep</source>
        <translation>Mantenimiento</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>Página web</translation>
    </message>
    <message>
        <source>What the window speaks.</source>
        <translation>Lo que habla la ventana.</translation>
    </message>
    <message>
        <source>What you start yourself runs all the same.</source>
        <translation>Lo que usted inicia se ejecuta igual.</translation>
    </message>
    <message>
        <source>Which units are offered for what a kit asks for. Any other can be typed; nothing is converted.</source>
        <translation>Qué unidades se ofrecen para lo que un kit pide. Se puede escribir cualquier otra; nada se convierte.</translation>
    </message>
    <message>
        <source>entries</source>
        <translation>entradas</translation>
    </message>
    <message>
        <source>requests a second</source>
        <translation>solicitudes por segundo</translation>
    </message>
    <message>
        <source>“Early” has them sooner and less tried. What is fetched is installed when the program is closed.</source>
        <translation>“Anticipado” las tiene antes y menos probadas. Lo que se baja se instala al cerrar el programa.</translation>
    </message>
</context>
<context>
    <name>SelectionLine</name>
    <message>
        <source>Type to change a cell  ·  Enter and Tab travel  ·  Ctrl+Enter fills the selection</source>
        <translation>Escriba para cambiar una celda  ·  Intro y Tab avanzan  ·  Ctrl+Intro rellena la selección</translation>
    </message>
    <message>
        <source>average {amount}</source>
        <translation>media {amount}</translation>
    </message>
    <message>
        <source>cell changed here</source>
        <translation>celda cambiada aquí</translation>
    </message>
    <message>
        <source>cells changed here</source>
        <translation>celdas cambiadas aquí</translation>
    </message>
    <message>
        <source>margin {share}</source>
        <translation>margen {share}</translation>
    </message>
    <message>
        <source>row selected</source>
        <translation>fila seleccionada</translation>
    </message>
    <message>
        <source>rows selected</source>
        <translation>filas seleccionadas</translation>
    </message>
</context>
<context>
    <name>ServicesChosen</name>
    <message>
        <source>Leave out {name}</source>
        <translation>Dejar fuera {name}</translation>
    </message>
</context>
<context>
    <name>SetChooser</name>
    <message>
        <source>Close what is empty ({n})</source>
        <translation>Cerrar los vacíos ({n})</translation>
    </message>
    <message>
        <source>Close {name}</source>
        <translation>Cerrar {name}</translation>
    </message>
    <message>
        <source>Edits go to</source>
        <translation>Las ediciones van a</translation>
    </message>
    <message>
        <source>Edits go to:</source>
        <translation>Las ediciones van a:</translation>
    </message>
    <message>
        <source>New change-set</source>
        <translation>Nuevo conjunto de cambios</translation>
    </message>
    <message>
        <source>New change-set…</source>
        <translation>Nuevo conjunto de cambios…</translation>
    </message>
    <message>
        <source>Open a closed one again…</source>
        <translation>Volver a abrir uno cerrado…</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Abrirlo</translation>
    </message>
    <message>
        <source>What is it for? “Q4 PVC increase”</source>
        <translation>¿Para qué es? “Aumento de PVC T4”</translation>
    </message>
    <message>
        <source>change</source>
        <translation>cambio</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>cambios</translation>
    </message>
    <message>
        <source>no change-set</source>
        <translation>ningún conjunto</translation>
    </message>
</context>
<context>
    <name>SettingControls</name>
    <message>
        <source>off</source>
        <translation>no</translation>
    </message>
    <message>
        <source>on</source>
        <translation>sí</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Default: {value}.</source>
        <translation>Por defecto: {value}.</translation>
    </message>
    <message>
        <source>Set by the variable {name} of this computer.</source>
        <translation>Lo fija la variable {name} de esta computadora.</translation>
    </message>
    <message>
        <source>Set by your organisation.</source>
        <translation>Lo fija su organización.</translation>
    </message>
    <message>
        <source>Your organisation's default: {value}.</source>
        <translation>Por defecto en su organización: {value}.</translation>
    </message>
    <message>
        <source>{title}: back to the default</source>
        <translation>{title}: volver al valor por defecto</translation>
    </message>
</context>
<context>
    <name>SettingsForm</name>
    <message>
        <source>Add-on member price</source>
        <translation>Adicional miembro</translation>
    </message>
    <message>
        <source>Add-on price</source>
        <translation>Precio adicional</translation>
    </message>
    <message>
        <source>By ServiceTitan's markup ladder</source>
        <translation>Con la escala de recargo de ServiceTitan</translation>
    </message>
    <message>
        <source>By a formula</source>
        <translation>Con una fórmula</translation>
    </message>
    <message>
        <source>Cost plus a markup</source>
        <translation>Costo más un recargo</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Abajo</translation>
    </message>
    <message>
        <source>Each its own way</source>
        <translation>Cada uno a su manera</translation>
    </message>
    <message>
        <source>Keep the ratio</source>
        <translation>Mantener la proporción</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Margin floor</source>
        <translation>Margen mínimo</translation>
    </message>
    <message>
        <source>Margin floor in percent</source>
        <translation>Margen mínimo en porcentaje</translation>
    </message>
    <message>
        <source>Member and add-on prices</source>
        <translation>Precios de miembro y adicionales</translation>
    </message>
    <message>
        <source>Member and add-on prices: {way}</source>
        <translation>Precios de miembro y adicionales: {way}</translation>
    </message>
    <message>
        <source>Member price</source>
        <translation>Precio de miembro</translation>
    </message>
    <message>
        <source>Multiple of</source>
        <translation>Múltiplo de</translation>
    </message>
    <message>
        <source>Names: {names}. Functions as in a spreadsheet.</source>
        <translation>Nombres: {names}. Funciones como en una hoja de cálculo.</translation>
    </message>
    <message>
        <source>New price</source>
        <translation>Nuevo precio</translation>
    </message>
    <message>
        <source>Percent off</source>
        <translation>Porcentaje de descuento</translation>
    </message>
    <message>
        <source>Raise or lower by an amount</source>
        <translation>Subir o bajar un importe</translation>
    </message>
    <message>
        <source>Raise or lower by percent</source>
        <translation>Subir o bajar un porcentaje</translation>
    </message>
    <message>
        <source>Reach a margin</source>
        <translation>Alcanzar un margen</translation>
    </message>
    <message>
        <source>Rounded the same way</source>
        <translation>Redondeado de la misma manera</translation>
    </message>
    <message>
        <source>Rounding</source>
        <translation>Redondeo</translation>
    </message>
    <message>
        <source>Rounding direction</source>
        <translation>Dirección del redondeo</translation>
    </message>
    <message>
        <source>To .95</source>
        <translation>A .95</translation>
    </message>
    <message>
        <source>To .99</source>
        <translation>A .99</translation>
    </message>
    <message>
        <source>To a multiple of</source>
        <translation>A un múltiplo de</translation>
    </message>
    <message>
        <source>To the cent</source>
        <translation>Al centavo</translation>
    </message>
    <message>
        <source>To the nearest</source>
        <translation>Al más cercano</translation>
    </message>
    <message>
        <source>To whole dollars</source>
        <translation>A dólares enteros</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Arriba</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
    <message>
        <source>{price}: percent off</source>
        <translation>{price}: porcentaje de descuento</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>About LAZI Desktop…</source>
        <translation>Acerca de LAZI Desktop…</translation>
    </message>
    <message>
        <source>Add this computer's ServiceTitan keys…</source>
        <translation>Agregar las claves de ServiceTitan…</translation>
    </message>
    <message>
        <source>Change connection…</source>
        <translation>Cambiar la conexión…</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Conexión</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Copiado.</translation>
    </message>
    <message>
        <source>Copy for a support request</source>
        <translation>Copiar para pedir ayuda</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>Buscar un ajuste</translation>
    </message>
    <message>
        <source>LAZI Desktop</source>
        <translation>LAZI Desktop</translation>
    </message>
    <message>
        <source>No setting fits.</source>
        <translation>Ningún ajuste coincide.</translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>Qt</source>
        <translation>Qt</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Sistema</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versiones</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Cerrar (Esc)</translation>
    </message>
</context>
<context>
    <name>SheetPage</name>
    <message>
        <source>Every picture has a SKU, or is left out</source>
        <translation>Cada imagen tiene un SKU o queda fuera</translation>
    </message>
    <message>
        <source>Those that are accepted are added when you say so below.</source>
        <translation>Las aceptadas se agregan cuando usted lo indique abajo.</translation>
    </message>
    <message>
        <source>Type a code or name, Enter gives the picture to the SKU. Esc goes back.</source>
        <translation>Escriba un código o nombre; Intro da la imagen al SKU. Esc vuelve.</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>imagen</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>imágenes</translation>
    </message>
</context>
<context>
    <name>SheetPanel</name>
    <message>
        <source>C compares the two</source>
        <translation>C compara las dos</translation>
    </message>
    <message>
        <source>Enter shows the picture in full  ·  Ctrl and the wheel make tiles larger or smaller</source>
        <translation>Intro muestra la imagen completa  ·  Ctrl y la rueda cambian el tamaño</translation>
    </message>
    <message>
        <source>entries</source>
        <translation>entradas</translation>
    </message>
    <message>
        <source>entry</source>
        <translation>entrada</translation>
    </message>
    <message>
        <source>{count} selected</source>
        <translation>{count} seleccionadas</translation>
    </message>
</context>
<context>
    <name>SheetView</name>
    <message>
        <source>Pictures that belong to no SKU yet</source>
        <translation>Imágenes que aún no son de ningún SKU</translation>
    </message>
</context>
<context>
    <name>ShortcutsSheet</name>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Find a shortcut</source>
        <translation>Buscar un atajo</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atajos de teclado</translation>
    </message>
    <message>
        <source>Nothing by that name</source>
        <translation>Nada con ese nombre</translation>
    </message>
</context>
<context>
    <name>ShownSecret</name>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy the password</source>
        <translation>Copiar la contraseña</translation>
    </message>
</context>
<context>
    <name>Side</name>
    <message>
        <source>Invitation of {name}</source>
        <translation>Invitación de {name}</translation>
    </message>
    <message>
        <source>The first password of {name} is shown only now.</source>
        <translation>La primera contraseña de {name} se muestra solo ahora.</translation>
    </message>
    <message>
        <source>Your new password is not kept on this computer yet.</source>
        <translation>Su contraseña nueva aún no está guardada en esta computadora.</translation>
    </message>
    <message>
        <source>Your password is being changed just now.</source>
        <translation>Su contraseña se está cambiando en este momento.</translation>
    </message>
    <message>
        <source>{name} has a new first password</source>
        <translation>{name} tiene una nueva primera contraseña</translation>
    </message>
    <message>
        <source>{name} is invited</source>
        <translation>{name} tiene invitación</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>Close this panel</source>
        <translation>Cerrar este panel</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Certificate of the server's authority</source>
        <translation>Certificado de la autoridad del servidor</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Entrar</translation>
    </message>
    <message>
        <source>ServiceTitan tenant</source>
        <translation>Cuenta de ServiceTitan</translation>
    </message>
    <message>
        <source>Set by your organisation.</source>
        <translation>Lo fija su organización.</translation>
    </message>
    <message>
        <source>Shared database</source>
        <translation>Base de datos compartida</translation>
    </message>
    <message>
        <source>Sign in to your team</source>
        <translation>Entre a su equipo</translation>
    </message>
    <message>
        <source>Type the password that you were given. Nothing is kept before it is tried.</source>
        <translation>Escriba la contraseña que le dieron. Nada se guarda antes de probarlo.</translation>
    </message>
    <message>
        <source>Welcome, {name}</source>
        <translation>Le damos la bienvenida, {name}</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Usted</translation>
    </message>
    <message>
        <source>Your login</source>
        <translation>Su usuario</translation>
    </message>
    <message>
        <source>Your password</source>
        <translation>Su contraseña</translation>
    </message>
    <message>
        <source>Your team</source>
        <translation>Su equipo</translation>
    </message>
</context>
<context>
    <name>SkuColumns</name>
    <message>
        <source>Active</source>
        <translation>Activo</translation>
    </message>
    <message>
        <source>Add-on</source>
        <translation>Adicional</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Costo</translation>
    </message>
    <message>
        <source>Equipment of the service</source>
        <translation>Equipos del servicio</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>Horas</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>Incompleto</translation>
    </message>
    <message>
        <source>It follows from the price and what the linked materials and equipment cost.</source>
        <translation>Resulta del precio y de lo que cuestan los materiales y equipos vinculados.</translation>
    </message>
    <message>
        <source>It is what the linked materials and equipment cost together.</source>
        <translation>Es lo que cuestan juntos los materiales y equipos vinculados.</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Linked cost</source>
        <translation>Costo de lo vinculado</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Margen</translation>
    </message>
    <message>
        <source>Margin from links</source>
        <translation>Margen según lo vinculado</translation>
    </message>
    <message>
        <source>Materials of the equipment</source>
        <translation>Materiales del equipo</translation>
    </message>
    <message>
        <source>Materials of the service</source>
        <translation>Materiales del servicio</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>Miembro</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Precio</translation>
    </message>
    <message>
        <source>ServiceTitan gives this number.</source>
        <translation>Este número lo da ServiceTitan.</translation>
    </message>
    <message>
        <source>ServiceTitan id</source>
        <translation>Id de ServiceTitan</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Taxable</source>
        <translation>Gravable</translation>
    </message>
    <message>
        <source>The margin follows from cost and price.</source>
        <translation>El margen resulta del costo y del precio.</translation>
    </message>
    <message>
        <source>The part number belongs to the primary vendor.</source>
        <translation>El número de parte es del proveedor principal.</translation>
    </message>
    <message>
        <source>The state follows from what happened to the changes.</source>
        <translation>El estado resulta de lo que pasó con los cambios.</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unidad</translation>
    </message>
    <message>
        <source>Vendor part</source>
        <translation>Parte del proveedor</translation>
    </message>
    <message>
        <source>What a thing is cannot be changed: make a new one.</source>
        <translation>Lo que algo es no se puede cambiar: cree uno nuevo.</translation>
    </message>
    <message>
        <source>{kind}: there is no field “{field}” to change.</source>
        <translation>{kind}: no hay ningún campo “{field}” que cambiar.</translation>
    </message>
</context>
<context>
    <name>SkuDelegate</name>
    <message>
        <source>This row has changed meanwhile.</source>
        <translation>Esta fila cambió entretanto.</translation>
    </message>
</context>
<context>
    <name>SkuFinder</name>
    <message>
        <source>Code or name of the SKU</source>
        <translation>Código o nombre del SKU</translation>
    </message>
    <message>
        <source>No SKU by that code or name</source>
        <translation>Ningún SKU con ese código o nombre</translation>
    </message>
    <message>
        <source>SKUs that fit</source>
        <translation>SKU que encajan</translation>
    </message>
    <message>
        <source>inactive</source>
        <translation>inactivo</translation>
    </message>
</context>
<context>
    <name>SkuGrid</name>
    <message>
        <source>Entries</source>
        <translation>Entradas</translation>
    </message>
    <message>
        <source>The selection was dropped: its rows lie too scattered in this list.</source>
        <translation>Se soltó la selección: sus filas están demasiado dispersas en esta lista.</translation>
    </message>
</context>
<context>
    <name>SkuPlacing</name>
    <message>
        <source>Cancelled: nothing was changed.</source>
        <translation>Cancelado: nada cambió.</translation>
    </message>
    <message>
        <source>Changing categories</source>
        <translation>Cambiando categorías</translation>
    </message>
    <message>
        <source>Reading the entries</source>
        <translation>Leyendo las entradas</translation>
    </message>
    <message>
        <source>Select the entries first.</source>
        <translation>Seleccione primero las entradas.</translation>
    </message>
    <message>
        <source>The last change is still under way.</source>
        <translation>El último cambio aún está en curso.</translation>
    </message>
    <message>
        <source>They hang there already.</source>
        <translation>Ya cuelgan de ahí.</translation>
    </message>
</context>
<context>
    <name>SkuSearch</name>
    <message>
        <source>SKUs that fit</source>
        <translation>SKU que encajan</translation>
    </message>
    <message>
        <source>inactive</source>
        <translation>inactivo</translation>
    </message>
</context>
<context>
    <name>SkuTableModel</name>
    <message>
        <source>changed here</source>
        <translation>cambiado aquí</translation>
    </message>
    <message>
        <source>in conflict</source>
        <translation>en conflicto</translation>
    </message>
</context>
<context>
    <name>SortChips</name>
    <message>
        <source>All</source>
        <translation>Todo</translation>
    </message>
    <message>
        <source>Below floor</source>
        <translation>Bajo el mínimo</translation>
    </message>
    <message>
        <source>Change all lines that are shown</source>
        <translation>Cambiar todas las líneas mostradas</translation>
    </message>
    <message>
        <source>Dynamic price</source>
        <translation>Precio dinámico</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Bloqueado</translation>
    </message>
    <message>
        <source>Lowered</source>
        <translation>Bajado</translation>
    </message>
    <message>
        <source>Raised</source>
        <translation>Subido</translation>
    </message>
    <message>
        <source>Same price</source>
        <translation>El mismo precio</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Omitido</translation>
    </message>
    <message>
        <source>Tick or untick all lines that are shown</source>
        <translation>Marcar o desmarcar todas las líneas mostradas</translation>
    </message>
</context>
<context>
    <name>StateChip</name>
    <message>
        <source>Stop what is running; what is done stays done</source>
        <translation>Detener lo que está en marcha; lo hecho queda hecho</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>ServiceTitan: {place}</source>
        <translation>ServiceTitan: {place}</translation>
    </message>
    <message>
        <source>change</source>
        <translation>cambio</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>cambios</translation>
    </message>
    <message>
        <source>conflict needs you</source>
        <translation>conflicto le necesita</translation>
    </message>
    <message>
        <source>conflicts need you</source>
        <translation>conflictos le necesitan</translation>
    </message>
    <message>
        <source>edit</source>
        <translation>cambio</translation>
    </message>
    <message>
        <source>edits</source>
        <translation>cambios</translation>
    </message>
    <message>
        <source>entries</source>
        <translation>entradas</translation>
    </message>
    <message>
        <source>entry</source>
        <translation>entrada</translation>
    </message>
    <message>
        <source>{changes} in {entries}</source>
        <translation>{changes} en {entries}</translation>
    </message>
    <message>
        <source>{edits} not yet in the shared database</source>
        <translation>{edits} aún no están en la base de datos compartida</translation>
    </message>
    <message>
        <source>{edits} to be shared</source>
        <translation>{edits} por compartir</translation>
    </message>
</context>
<context>
    <name>StepPage</name>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
</context>
<context>
    <name>StepsBar</name>
    <message>
        <source>Step {n} of {all}: {title}</source>
        <translation>Paso {n} de {all}: {title}</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Pasos</translation>
    </message>
</context>
<context>
    <name>SubPage</name>
    <message>
        <source>Back to the list of runs</source>
        <translation>Volver a la lista de ejecuciones</translation>
    </message>
</context>
<context>
    <name>SuggestControl</name>
    <message>
        <source>Show what is in use</source>
        <translation>Mostrar lo que se usa</translation>
    </message>
</context>
<context>
    <name>SyncFlows</name>
    <message>
        <source> and </source>
        <translation> y </translation>
    </message>
    <message>
        <source>Accept and go on</source>
        <translation>Aceptar y continuar</translation>
    </message>
    <message>
        <source>Nothing further has been taken over.</source>
        <translation>No se ha tomado nada más.</translation>
    </message>
    <message>
        <source>Pulled from ServiceTitan: {news}.</source>
        <translation>Descargado de ServiceTitan: {news}.</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>SKUs</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>Stop here</source>
        <translation>Detener aquí</translation>
    </message>
    <message>
        <source>The pull stopped to ask</source>
        <translation>La descarga se detuvo para preguntar</translation>
    </message>
    <message>
        <source>There is no conflict to decide.</source>
        <translation>No hay ningún conflicto que decidir.</translation>
    </message>
    <message>
        <source>This may be right, or ServiceTitan may have answered wrongly.</source>
        <translation>Puede ser correcto, o ServiceTitan puede haber contestado mal.</translation>
    </message>
    <message>
        <source>conflict</source>
        <translation>conflicto</translation>
    </message>
    <message>
        <source>conflicts</source>
        <translation>conflictos</translation>
    </message>
    <message>
        <source>nothing new</source>
        <translation>nada nuevo</translation>
    </message>
    <message>
        <source>{figures} Stop, or accept?</source>
        <translation>{figures} ¿Detener o aceptar?</translation>
    </message>
    <message>
        <source>{names} are new</source>
        <translation>{names} son nuevos</translation>
    </message>
    <message>
        <source>{names} is new</source>
        <translation>{names} es nuevo</translation>
    </message>
    <message>
        <source>{n} changed</source>
        <translation>{n} cambiados</translation>
    </message>
    <message>
        <source>{n} could not be read and were left as they are</source>
        <translation>{n} no se pudieron leer y se quedaron como están</translation>
    </message>
</context>
<context>
    <name>SyncStatus</name>
    <message>
        <source>Another computer of the team</source>
        <translation>Otra computadora del equipo</translation>
    </message>
    <message>
        <source>Catching up with the team</source>
        <translation>Poniéndose al día con el equipo</translation>
    </message>
    <message>
        <source>Editing goes on: everything is kept here and sent as soon as both fit.</source>
        <translation>Se puede seguir editando: todo se guarda aquí y se envía en cuanto los dos encajen.</translation>
    </message>
    <message>
        <source>First pull cut short</source>
        <translation>Primera descarga interrumpida</translation>
    </message>
    <message>
        <source>It goes on by itself at {time}.</source>
        <translation>Sigue sola a las {time}.</translation>
    </message>
    <message>
        <source>Local database: not running</source>
        <translation>Base de datos local: detenida</translation>
    </message>
    <message>
        <source>Local database: running</source>
        <translation>Base de datos local: en marcha</translation>
    </message>
    <message>
        <source>Local database: starting</source>
        <translation>Base de datos local: iniciando</translation>
    </message>
    <message>
        <source>Look in ServiceTitan whether that is right: if it is, choose “Accept and go on…” in Activity; if not, put it right there and run the pull again.</source>
        <translation>Mire en ServiceTitan si es correcto: si lo es, elija “Aceptar y continuar…” en Actividad; si no, corríjalo allí y descargue de nuevo.</translation>
    </message>
    <message>
        <source>Not syncing: edits are kept here</source>
        <translation>Sin sincronizar: los cambios se guardan aquí</translation>
    </message>
    <message>
        <source>Offline: edits are kept here</source>
        <translation>Sin conexión: los cambios se guardan aquí</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>En línea</translation>
    </message>
    <message>
        <source>Pull cut short</source>
        <translation>Descarga interrumpida</translation>
    </message>
    <message>
        <source>Pull stopped. What came in before is kept.</source>
        <translation>La descarga se detuvo. Lo que llegó antes se conserva.</translation>
    </message>
    <message>
        <source>Pulling</source>
        <translation>Descargando</translation>
    </message>
    <message>
        <source>Pulling lists</source>
        <translation>Descargando listas</translation>
    </message>
    <message>
        <source>Push stopped. What was not sent waits until you push again.</source>
        <translation>Envío detenido. Lo que no se envió espera hasta el próximo envío.</translation>
    </message>
    <message>
        <source>Pushing</source>
        <translation>Enviando</translation>
    </message>
    <message>
        <source>ServiceTitan not reached</source>
        <translation>No se llegó a ServiceTitan</translation>
    </message>
    <message>
        <source>Shared database: connected</source>
        <translation>Base de datos compartida: conectada</translation>
    </message>
    <message>
        <source>Shared database: offline</source>
        <translation>Base de datos compartida: sin conexión</translation>
    </message>
    <message>
        <source>Shared database: syncing</source>
        <translation>Base de datos compartida: sincronizando</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Iniciando…</translation>
    </message>
    <message>
        <source>Syncing with the team…</source>
        <translation>Sincronizando con el equipo…</translation>
    </message>
    <message>
        <source>The first pull did not come to its end.</source>
        <translation>La primera descarga no llegó a su fin.</translation>
    </message>
    <message>
        <source>The first pull is under way and brings more.</source>
        <translation>La primera descarga está en curso y trae más.</translation>
    </message>
    <message>
        <source>The first pull was cut short.</source>
        <translation>La primera descarga quedó interrumpida.</translation>
    </message>
    <message>
        <source>The local database does not answer. Go on editing: everything is kept and sent later.</source>
        <translation>La base de datos local no contesta. Siga editando: todo se guarda y se envía después.</translation>
    </message>
    <message>
        <source>The local database went back to an earlier state</source>
        <translation>La base de datos local volvió a un estado anterior</translation>
    </message>
    <message>
        <source>The next pull goes on.</source>
        <translation>La próxima descarga sigue.</translation>
    </message>
    <message>
        <source>The shared database cannot be reached. Go on editing: everything is kept here and sent later.</source>
        <translation>No se puede llegar a la base de datos compartida. Siga editando: todo se guarda aquí y se envía después.</translation>
    </message>
    <message>
        <source>The shared database went back to an earlier state</source>
        <translation>La base de datos compartida volvió a un estado anterior</translation>
    </message>
    <message>
        <source>The team's database needs version {version}: {step}</source>
        <translation>La base de datos del equipo necesita la versión {version}: {step}</translation>
    </message>
    <message>
        <source>This computer has no ServiceTitan keys; another one of the team pulls and pushes.</source>
        <translation>Esta computadora no tiene claves de ServiceTitan; descarga y envía otra del equipo.</translation>
    </message>
    <message>
        <source>This computer has no ServiceTitan keys; {device} pulls and pushes for the team.</source>
        <translation>Esta computadora no tiene claves de ServiceTitan; {device} descarga y envía por el equipo.</translation>
    </message>
    <message>
        <source>This computer's clock is {off} ahead of the database's. Nothing depends on it, but times shown here may be wrong.</source>
        <translation>El reloj de esta computadora va {off} adelantado al de la base de datos. Nada depende de ello, pero las horas que se muestran aquí pueden estar mal.</translation>
    </message>
    <message>
        <source>This computer's clock is {off} behind the database's. Nothing depends on it, but times shown here may be wrong.</source>
        <translation>El reloj de esta computadora va {off} atrasado al de la base de datos. Nada depende de ello, pero las horas que se muestran aquí pueden estar mal.</translation>
    </message>
    <message>
        <source>Version {version} is ready. It is installed when you close LAZI Desktop.</source>
        <translation>La versión {version} está lista. Se instala cuando usted cierra LAZI Desktop.</translation>
    </message>
    <message>
        <source>Version {version} is there. On this computer IT installs it.</source>
        <translation>La versión {version} ya está disponible. En esta computadora la instala Sistemas.</translation>
    </message>
    <message>
        <source>You came in with a password that somebody else knows. Choose your own.</source>
        <translation>Usted entró con una contraseña que otra persona conoce. Elija la suya.</translation>
    </message>
    <message>
        <source>Your edits are kept here.</source>
        <translation>Sus cambios se guardan aquí.</translation>
    </message>
    <message>
        <source>close LAZI Desktop, which installs it.</source>
        <translation>cierre LAZI Desktop, que la instala.</translation>
    </message>
    <message>
        <source>it is being fetched.</source>
        <translation>se está bajando.</translation>
    </message>
    <message>
        <source>let IT install it.</source>
        <translation>pida a Sistemas que la instale.</translation>
    </message>
    <message>
        <source>look for it in Settings › Updates.</source>
        <translation>búsquela en Ajustes › Actualizaciones.</translation>
    </message>
    <message>
        <source>minute</source>
        <translation>minuto</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>minutos</translation>
    </message>
    <message>
        <source>the local database</source>
        <translation>la base de datos local</translation>
    </message>
    <message>
        <source>the shared database</source>
        <translation>la base de datos compartida</translation>
    </message>
    <message>
        <source>{back}. None of your edits was lost.</source>
        <translation>{back}. No se perdió ninguno de sus cambios.</translation>
    </message>
    <message>
        <source>{back}; your edit made since was offered again.</source>
        <translation>{back}; su cambio hecho desde entonces se ofreció de nuevo.</translation>
    </message>
    <message>
        <source>{back}; your {n} edits made since were offered again.</source>
        <translation>{back}; sus {n} cambios hechos desde entonces se ofrecieron de nuevo.</translation>
    </message>
    <message>
        <source>{n} hours</source>
        <translation>{n} horas</translation>
    </message>
    <message>
        <source>{state} · first pull under way</source>
        <translation>{state} · primera descarga en curso</translation>
    </message>
    <message>
        <source>{state} · first pull unfinished</source>
        <translation>{state} · primera descarga sin terminar</translation>
    </message>
    <message>
        <source>{state} · goes on at {time}</source>
        <translation>{state} · sigue a las {time}</translation>
    </message>
    <message>
        <source>{state} · pulled {when}</source>
        <translation>{state} · descargado {when}</translation>
    </message>
    <message>
        <source>{words} {done} of {total} {what}</source>
        <translation>{words} {done} de {total} {what}</translation>
    </message>
</context>
<context>
    <name>TagChips</name>
    <message>
        <source>Add a tag</source>
        <translation>Agregar una etiqueta</translation>
    </message>
    <message>
        <source>Add to {title}</source>
        <translation>Agregar a {title}</translation>
    </message>
    <message>
        <source>Take away {tag}</source>
        <translation>Quitar {tag}</translation>
    </message>
</context>
<context>
    <name>TakingIn</name>
    <message>
        <source>Add {pictures} from a folder</source>
        <translation>Agregar {pictures} de una carpeta</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nada cambió.</translation>
    </message>
    <message>
        <source>Preparing pictures</source>
        <translation>Preparando imágenes</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>imagen</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>imágenes</translation>
    </message>
</context>
<context>
    <name>Team</name>
    <message>
        <source>Active</source>
        <translation>Activo</translation>
    </message>
    <message>
        <source>Admin</source>
        <translation>Administrador</translation>
    </message>
    <message>
        <source>All that, and the people of the team.</source>
        <translation>Todo eso, y las personas del equipo.</translation>
    </message>
    <message>
        <source>Builds kits and proposes changes, but no prices.</source>
        <translation>Arma kits y propone cambios, pero no precios.</translation>
    </message>
    <message>
        <source>Changed.</source>
        <translation>Cambiado.</translation>
    </message>
    <message>
        <source>Changes everything, answers proposals, pushes.</source>
        <translation>Cambia todo, responde propuestas y envía.</translation>
    </message>
    <message>
        <source>Changing your password…</source>
        <translation>Cambiando su contraseña…</translation>
    </message>
    <message>
        <source>Changing…</source>
        <translation>Cambiando…</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Computadoras</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Desactivado</translation>
    </message>
    <message>
        <source>Disabled.</source>
        <translation>Desactivado.</translation>
    </message>
    <message>
        <source>Disabling…</source>
        <translation>Desactivando…</translation>
    </message>
    <message>
        <source>Enabling…</source>
        <translation>Activando…</translation>
    </message>
    <message>
        <source>Estimator</source>
        <translation>Estimador</translation>
    </message>
    <message>
        <source>Has a new first password.</source>
        <translation>Contraseña nueva.</translation>
    </message>
    <message>
        <source>Invited</source>
        <translation>Invitado</translation>
    </message>
    <message>
        <source>Invited.</source>
        <translation>Invitado.</translation>
    </message>
    <message>
        <source>Inviting…</source>
        <translation>Invitando…</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Última vez</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Usuario</translation>
    </message>
    <message>
        <source>Looks at everything, and changes nothing.</source>
        <translation>Mira todo y no cambia nada.</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Gerente</translation>
    </message>
    <message>
        <source>May come in again.</source>
        <translation>Puede entrar de nuevo.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Pending edits</source>
        <translation>Pendientes</translation>
    </message>
    <message>
        <source>Proposals</source>
        <translation>Propuestas</translation>
    </message>
    <message>
        <source>Reassigning…</source>
        <translation>Reasignando…</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Función</translation>
    </message>
    <message>
        <source>Setting the password…</source>
        <translation>Poniendo la contraseña…</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Viewer</source>
        <translation>Lector</translation>
    </message>
    <message>
        <source>Your password is changed.</source>
        <translation>Su contraseña se cambió.</translation>
    </message>
    <message>
        <source>edit</source>
        <translation>cambio</translation>
    </message>
    <message>
        <source>edit or proposal</source>
        <translation>cambio o propuesta</translation>
    </message>
    <message>
        <source>edits</source>
        <translation>cambios</translation>
    </message>
    <message>
        <source>edits and proposals</source>
        <translation>cambios y propuestas</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nunca</translation>
    </message>
    <message>
        <source>proposal</source>
        <translation>propuesta</translation>
    </message>
    <message>
        <source>proposals</source>
        <translation>propuestas</translation>
    </message>
    <message>
        <source>{edits} and {proposals}</source>
        <translation>{edits} y {proposals}</translation>
    </message>
    <message>
        <source>{moved} reassigned.</source>
        <translation>Reasignado: {moved}.</translation>
    </message>
    <message>
        <source>{name} (you)</source>
        <translation>{name} (usted)</translation>
    </message>
</context>
<context>
    <name>TeamCard</name>
    <message>
        <source>Admins change these. Your role is {level}.</source>
        <translation>Los administradores cambian esto. Su función: {level}.</translation>
    </message>
    <message>
        <source>Estimators</source>
        <translation>Estimadores</translation>
    </message>
    <message>
        <source>For the whole team</source>
        <translation>Para todo el equipo</translation>
    </message>
    <message>
        <source>Kept in the shared database, for the whole team. What your organisation sets on a computer does not change them.</source>
        <translation>Se guarda en la base de datos compartida, para todo el equipo. Lo que su organización fija en una computadora no lo cambia.</translation>
    </message>
    <message>
        <source>Margin floor</source>
        <translation>Margen mínimo</translation>
    </message>
    <message>
        <source>Margins below it are shown as needing a look.</source>
        <translation>Los márgenes por debajo se muestran como algo que hay que mirar.</translation>
    </message>
    <message>
        <source>Rounding of prices</source>
        <translation>Redondeo de precios</translation>
    </message>
    <message>
        <source>The shared database cannot be reached now: this is what it said last, and nobody can change it here.</source>
        <translation>Ahora no se puede llegar a la base de datos compartida: esto es lo último que dijo, y aquí nadie puede cambiarlo.</translation>
    </message>
    <message>
        <source>They see costs and margins</source>
        <translation>Ven costos y márgenes</translation>
    </message>
    <message>
        <source>Viewers</source>
        <translation>Lectores</translation>
    </message>
    <message>
        <source>What repricing rounds to, unless somebody chooses otherwise there: 0.01 is to the cent.</source>
        <translation>A qué redondea el cambio de precios, si nadie elige allí otra cosa: un centésimo es al centavo.</translation>
    </message>
    <message>
        <source>Where not, nothing that tells a cost is shown, found, copied, printed or saved for them.</source>
        <translation>Si no, nada que revele un costo se les muestra, encuentra, copia, imprime ni guarda.</translation>
    </message>
    <message>
        <source>dollars</source>
        <translation>dólares</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>aún no se sabe</translation>
    </message>
</context>
<context>
    <name>TeamPage</name>
    <message>
        <source>At least 12 characters; a few words are easy to remember.</source>
        <translation>Al menos 12 caracteres; unas cuantas palabras se recuerdan bien.</translation>
    </message>
    <message>
        <source>Change connection…</source>
        <translation>Cambiar la conexión…</translation>
    </message>
    <message>
        <source>Change my password…</source>
        <translation>Mi contraseña…</translation>
    </message>
    <message>
        <source>Dana Reyes</source>
        <translation>Dana Reyes</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Desactivado</translation>
    </message>
    <message>
        <source>Fairview Pools</source>
        <translation>Fairview Pools</translation>
    </message>
    <message>
        <source>First admin</source>
        <translation>Primer administrador</translation>
    </message>
    <message>
        <source>Invite somebody…</source>
        <translation>Invitar…</translation>
    </message>
    <message>
        <source>It is asked of the shared database.</source>
        <translation>Se pregunta a la base de datos compartida.</translation>
    </message>
    <message>
        <source>Let somebody into the team</source>
        <translation>Dejar entrar a alguien al equipo</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Usuario</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Consultar de nuevo</translation>
    </message>
    <message>
        <source>Name of your company</source>
        <translation>Nombre de su empresa</translation>
    </message>
    <message>
        <source>Nobody else can reach this computer's own database</source>
        <translation>Nadie más puede llegar a la base de datos propia de esta computadora</translation>
    </message>
    <message>
        <source>Nobody fits</source>
        <translation>Nadie coincide</translation>
    </message>
    <message>
        <source>Nobody is called so, or has that login, role or state.</source>
        <translation>Nadie se llama así, ni tiene ese usuario, función o estado.</translation>
    </message>
    <message>
        <source>Of your login in the shared database</source>
        <translation>De su usuario en la base de datos compartida</translation>
    </message>
    <message>
        <source>One team shares the pricebook of one ServiceTitan tenant.</source>
        <translation>Un equipo comparte la lista de precios de una cuenta de ServiceTitan.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Contraseña</translation>
    </message>
    <message>
        <source>Password once more</source>
        <translation>Contraseña otra vez</translation>
    </message>
    <message>
        <source>Reading the team…</source>
        <translation>Leyendo el equipo…</translation>
    </message>
    <message>
        <source>ServiceTitan</source>
        <translation>ServiceTitan</translation>
    </message>
    <message>
        <source>ServiceTitan tenant</source>
        <translation>Cuenta de ServiceTitan</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>Preparar</translation>
    </message>
    <message>
        <source>Show everybody</source>
        <translation>Mostrar a todos</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Inicio de sesión</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Ordenar por</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tablas</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Equipo</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Cuenta</translation>
    </message>
    <message>
        <source>That is you: who invites the others. Others of the team come later, on the Team page.</source>
        <translation>Es usted: quien invita a los demás. Los otros del equipo vienen después, en la página Equipo.</translation>
    </message>
    <message>
        <source>The first admin</source>
        <translation>El primer administrador</translation>
    </message>
    <message>
        <source>The pricebook is kept in the database that LAZI Desktop has built in, on this computer: nobody else can reach it. A team needs a PostgreSQL database that all its computers reach, on a server of yours or at a provider. Once there is one, connect to it under Settings › Change connection, and invite the others here.</source>
        <translation>La lista de precios está en la base de datos que LAZI Desktop trae integrada, en esta computadora: nadie más puede llegar a ella. Un equipo necesita una base de datos PostgreSQL a la que lleguen todas sus computadoras, en un servidor suyo o con un proveedor. Cuando la haya, conéctese a ella en Ajustes › Cambiar la conexión, e invite aquí a los demás.</translation>
    </message>
    <message>
        <source>The team cannot be read now</source>
        <translation>El equipo no se puede leer ahora</translation>
    </message>
    <message>
        <source>There is no password on this computer's own database</source>
        <translation>La base de datos propia de esta computadora no tiene contraseña</translation>
    </message>
    <message>
        <source>This is the team as it was read at {when}. {reason}</source>
        <translation>Este es el equipo como se leyó por última vez ({when}). {reason}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Intentar de nuevo</translation>
    </message>
    <message>
        <source>Whose pricebook is it?</source>
        <translation>¿De quién es la lista de precios?</translation>
    </message>
    <message>
        <source>You work by yourself</source>
        <translation>Usted trabaja solo</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Su nombre</translation>
    </message>
    <message>
        <source>people</source>
        <translation>personas</translation>
    </message>
    <message>
        <source>person</source>
        <translation>persona</translation>
    </message>
    <message>
        <source>{n} disabled</source>
        <translation>desactivados: {n}</translation>
    </message>
    <message>
        <source>{n} invited</source>
        <translation>invitados: {n}</translation>
    </message>
</context>
<context>
    <name>TeamTable</name>
    <message>
        <source>People of the team</source>
        <translation>Personas del equipo</translation>
    </message>
</context>
<context>
    <name>ThingChoice</name>
    <message>
        <source>Find by code or name</source>
        <translation>Buscar por código o nombre</translation>
    </message>
    <message>
        <source>Kit</source>
        <translation>Kit</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>{title}: a SKU or a kit</source>
        <translation>{title}: un SKU o un kit</translation>
    </message>
</context>
<context>
    <name>Tile</name>
    <message>
        <source>Picture</source>
        <translation>Imagen</translation>
    </message>
</context>
<context>
    <name>TileAdding</name>
    <message>
        <source>A folder is matched by itself: drop one folder, or pictures.</source>
        <translation>Una carpeta se relaciona sola: suelte una carpeta, o imágenes.</translation>
    </message>
    <message>
        <source>Drop pictures onto a tile. A folder is matched with its entries.</source>
        <translation>Suelte imágenes sobre una entrada. Una carpeta se relaciona con sus entradas.</translation>
    </message>
    <message>
        <source>There is no picture in it.</source>
        <translation>No contiene ninguna imagen.</translation>
    </message>
</context>
<context>
    <name>Tiles</name>
    <message>
        <source>Added here</source>
        <translation>Agregada aquí</translation>
    </message>
    <message>
        <source>Cannot be shown</source>
        <translation>No se puede mostrar</translation>
    </message>
    <message>
        <source>added here, not in ServiceTitan yet</source>
        <translation>agregada aquí, aún no está en ServiceTitan</translation>
    </message>
    <message>
        <source>low resolution: {size} pixels</source>
        <translation>baja resolución: {size} píxeles</translation>
    </message>
</context>
<context>
    <name>TilesModel</name>
    <message>
        <source>no picture</source>
        <translation>sin imagen</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>imagen</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>imágenes</translation>
    </message>
</context>
<context>
    <name>TilesView</name>
    <message>
        <source>Pictures</source>
        <translation>Imágenes</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Message</source>
        <translation>Mensaje</translation>
    </message>
</context>
<context>
    <name>ToolsRow</name>
    <message>
        <source>A light background of one colour becomes white</source>
        <translation>Un fondo claro de un solo color se vuelve blanco</translation>
    </message>
    <message>
        <source>Adds white where the picture is narrow</source>
        <translation>Agrega blanco donde la imagen es estrecha</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>Como estaba</translation>
    </message>
    <message>
        <source>Cuts off borders of one colour</source>
        <translation>Quita los bordes de un solo color</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>Reflejar</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rehacer</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>Cuadrada</translation>
    </message>
    <message>
        <source>Trim</source>
        <translation>Quitar bordes</translation>
    </message>
    <message>
        <source>Turn left</source>
        <translation>Girar a la izquierda</translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation>Girar a la derecha</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>White background</source>
        <translation>Fondo blanco</translation>
    </message>
</context>
<context>
    <name>TotalsCard</name>
    <message>
        <source>Changes</source>
        <translation>Cambios</translation>
    </message>
    <message>
        <source>Choose a change to see it in full, with its history.</source>
        <translation>Elija un cambio para verlo completo, con su historial.</translation>
    </message>
    <message>
        <source>Deactivated</source>
        <translation>Desactivados</translation>
    </message>
    <message>
        <source>List prices all together</source>
        <translation>Precios de lista en total</translation>
    </message>
    <message>
        <source>List prices that fall</source>
        <translation>Precios de lista que bajan</translation>
    </message>
    <message>
        <source>List prices that rise</source>
        <translation>Precios de lista que suben</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nuevo</translation>
    </message>
    <message>
        <source>What is changed</source>
        <translation>Qué se cambia</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Cells that were refused</source>
        <translation>Celdas que se rechazaron</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy them, to mend them in a spreadsheet</source>
        <translation>Cópielas para corregirlas en una hoja de cálculo</translation>
    </message>
    <message>
        <source>Export what was refused</source>
        <translation>Exportar lo rechazado</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Rechazado</translation>
    </message>
    <message>
        <source>Tab-separated text (*.tsv *.txt)</source>
        <translation>Texto separado por tabuladores (*.tsv *.txt)</translation>
    </message>
    <message>
        <source>The file could not be written</source>
        <translation>No se pudo escribir el archivo</translation>
    </message>
    <message>
        <source>Write them to a file that spreadsheets open</source>
        <translation>Escribirlas en un archivo que abren las hojas de cálculo</translation>
    </message>
    <message>
        <source>Written to {path}</source>
        <translation>Escrito en {path}</translation>
    </message>
    <message>
        <source>{count} cells stayed as they are. Nothing of them is lost: copy or export them.</source>
        <translation>{count} celdas se quedaron como están. Nada de ellas se pierde: cópielas o expórtelas.</translation>
    </message>
</context>
<context>
    <name>TroubleLine</name>
    <message>
        <source>Go to {name}</source>
        <translation>Ir a {name}</translation>
    </message>
    <message>
        <source>set cost</source>
        <translation>poner costo</translation>
    </message>
    <message>
        <source>set price</source>
        <translation>poner precio</translation>
    </message>
</context>
<context>
    <name>TroubleList</name>
    <message>
        <source>{n} more</source>
        <translation>{n} más</translation>
    </message>
</context>
<context>
    <name>TypedField</name>
    <message>
        <source>Filter by {column}</source>
        <translation>Filtrar por {column}</translation>
    </message>
    <message>
        <source>Numbers: 10, &gt;10, &lt;=5, 10-20, = for nothing, * for anything</source>
        <translation>Números: 10, &gt;10, &lt;=5, 10-20, = para nada, * para cualquiera</translation>
    </message>
    <message>
        <source>This is not a number.</source>
        <translation>Esto no es un número.</translation>
    </message>
    <message>
        <source>Words in it, =exactly, ^begins, !without, = for nothing, * for anything</source>
        <translation>Palabras que contiene, =exacto, ^empieza, !sin, = para nada, * para cualquiera</translation>
    </message>
</context>
<context>
    <name>TypingTable</name>
    <message>
        <source>Select cells of one column to change them together.</source>
        <translation>Seleccione celdas de una sola columna para cambiarlas juntas.</translation>
    </message>
</context>
<context>
    <name>Undoing</name>
    <message>
        <source>Redo anyway</source>
        <translation>Rehacer de todos modos</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Undo anyway</source>
        <translation>Deshacer de todos modos</translation>
    </message>
</context>
<context>
    <name>Undone</name>
    <message>
        <source>Done again: {what}.</source>
        <translation>Hecho de nuevo: {what}.</translation>
    </message>
    <message>
        <source>Undone: {what}.</source>
        <translation>Deshecho: {what}.</translation>
    </message>
    <message>
        <source>{what} of {code}</source>
        <translation>{what} de {code}</translation>
    </message>
    <message>
        <source>{what} of {code}, back to {value}</source>
        <translation>{what} de {code}, de vuelta a {value}</translation>
    </message>
    <message>
        <source>{what} of {code}, now {value}</source>
        <translation>{what} de {code}, ahora {value}</translation>
    </message>
</context>
<context>
    <name>UnmatchedTray</name>
    <message>
        <source>Find</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Find {text}</source>
        <translation>Buscar {text}</translation>
    </message>
    <message>
        <source>Let go of all of them</source>
        <translation>Soltarlas todas</translation>
    </message>
    <message>
        <source>Let go of {text}</source>
        <translation>Soltar {text}</translation>
    </message>
    <message>
        <source>Take {name}</source>
        <translation>Tomar {name}</translation>
    </message>
    <message>
        <source>row fits no part</source>
        <translation>fila no coincide con ninguna pieza</translation>
    </message>
    <message>
        <source>rows fit no part</source>
        <translation>filas no coinciden con ninguna pieza</translation>
    </message>
    <message>
        <source>{n} not shown</source>
        <translation>{n} sin mostrar</translation>
    </message>
</context>
<context>
    <name>UnsavedBanner</name>
    <message>
        <source>Take back</source>
        <translation>Retirar</translation>
    </message>
    <message>
        <source>This could not be saved: {reason} Your text is still in the cell; Enter tries again.</source>
        <translation>Esto no se pudo guardar: {reason} Su texto sigue en la celda; Intro lo intenta de nuevo.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Intentar de nuevo</translation>
    </message>
    <message>
        <source>change</source>
        <translation>cambio</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>cambios</translation>
    </message>
    <message>
        <source>{changes} could not be saved yet.</source>
        <translation>Aún sin guardar: {changes}.</translation>
    </message>
    <message>
        <source>{changes} could not be saved: {reason} They are kept here until they can be.</source>
        <translation>{changes} no se pudieron guardar: {reason} Se conservan aquí hasta que se pueda.</translation>
    </message>
</context>
<context>
    <name>UpdateCard</name>
    <message>
        <source>How much of the new version has come</source>
        <translation>Cuánto ha llegado de la versión nueva</translation>
    </message>
    <message>
        <source>Last looked at {server}: {when}</source>
        <translation>Última consulta a {server}: {when}</translation>
    </message>
    <message>
        <source>Look for a new version now</source>
        <translation>Buscar una versión nueva ahora</translation>
    </message>
    <message>
        <source>Looking for a new version…</source>
        <translation>Buscando una versión nueva…</translation>
    </message>
    <message>
        <source>Version {version} is being fetched…</source>
        <translation>Bajando la versión {version}…</translation>
    </message>
    <message>
        <source>What is new in {version}</source>
        <translation>Novedades de {version}</translation>
    </message>
</context>
<context>
    <name>UseBanner</name>
    <message>
        <source>Leave it as it is (Esc)</source>
        <translation>Dejarlo como está (Esc)</translation>
    </message>
    <message>
        <source>Show where</source>
        <translation>Mostrar dónde</translation>
    </message>
</context>
<context>
    <name>UsePanel</name>
    <message>
        <source>Add a service</source>
        <translation>Agregar un servicio</translation>
    </message>
    <message>
        <source>Add a service: code or name, or paste a list</source>
        <translation>Agregar un servicio: código, nombre o lista pegada</translation>
    </message>
    <message>
        <source>Add to what is there</source>
        <translation>Sumar a lo que hay</translation>
    </message>
    <message>
        <source>Already in {services}: it is added once more. Replacing renews it instead.</source>
        <translation>Ya está en {services}: se agrega una vez más. Reemplazar lo renueva.</translation>
    </message>
    <message>
        <source>Find the services that get it. What each would have afterwards is shown here.</source>
        <translation>Busque los servicios que lo reciben. Aquí se muestra qué tendría cada uno después.</translation>
    </message>
    <message>
        <source>How it meets what is there</source>
        <translation>Cómo se une con lo que hay</translation>
    </message>
    <message>
        <source>How many of the kit?</source>
        <translation>¿Cuántos kits?</translation>
    </message>
    <message>
        <source>How often, and with what</source>
        <translation>Cuántas veces, y con qué</translation>
    </message>
    <message>
        <source>Keep the larger quantity</source>
        <translation>Conservar la cantidad mayor</translation>
    </message>
    <message>
        <source>Left out, since nobody knows how many: {names}</source>
        <translation>Se deja fuera, porque nadie sabe cuántos: {names}</translation>
    </message>
    <message>
        <source>Materials and equipment that the kit does not give are taken out</source>
        <translation>Se quitan los materiales y equipos que el kit no da</translation>
    </message>
    <message>
        <source>Nothing else stays in the service</source>
        <translation>Nada más se queda en el servicio</translation>
    </message>
    <message>
        <source>Propose for {services}</source>
        <translation>Proponer para {services}</translation>
    </message>
    <message>
        <source>Replace what is there of the same</source>
        <translation>Reemplazar lo que hay de lo mismo</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Servicios</translation>
    </message>
    <message>
        <source>There is no service “{text}”.</source>
        <translation>No hay ningún servicio “{text}”.</translation>
    </message>
    <message>
        <source>Use in service</source>
        <translation>Usar en un servicio</translation>
    </message>
    <message>
        <source>Use in {services}</source>
        <translation>Usar en {services}</translation>
    </message>
    <message>
        <source>What the services would have</source>
        <translation>Qué tendrían los servicios</translation>
    </message>
    <message>
        <source>service</source>
        <translation>servicio</translation>
    </message>
    <message>
        <source>services</source>
        <translation>servicios</translation>
    </message>
    <message>
        <source>{added} added, {changed} changed, {removed} taken out. Goes to Review.</source>
        <translation>{added} agregados, {changed} cambiados, {removed} quitados. Va a Revisar.</translation>
    </message>
    <message>
        <source>{kit} used in {services}</source>
        <translation>{kit} usado en {services}</translation>
    </message>
</context>
<context>
    <name>UsedInRow</name>
    <message>
        <source>Go to {name}</source>
        <translation>Ir a {name}</translation>
    </message>
</context>
<context>
    <name>UsedInSection</name>
    <message>
        <source>No service and no kit uses it yet.</source>
        <translation>Todavía no lo usa ningún servicio ni kit.</translation>
    </message>
    <message>
        <source>Review all {n}</source>
        <translation>Revisar los {n}</translation>
    </message>
    <message>
        <source>Used in</source>
        <translation>Se usa en</translation>
    </message>
    <message>
        <source>changed by hand</source>
        <translation>cambiado a mano</translation>
    </message>
    <message>
        <source>kit</source>
        <translation>kit</translation>
    </message>
    <message>
        <source>kit changed: review</source>
        <translation>el kit cambió: revisar</translation>
    </message>
    <message>
        <source>up to date</source>
        <translation>al día</translation>
    </message>
</context>
<context>
    <name>UsedInView</name>
    <message>
        <source>Categories</source>
        <translation>Categorías</translation>
    </message>
    <message>
        <source>It hangs in no category, and no other entry links it.</source>
        <translation>No cuelga de ninguna categoría y ninguna otra entrada la enlaza.</translation>
    </message>
    <message>
        <source>Not used anywhere</source>
        <translation>No se usa en ninguna parte</translation>
    </message>
    <message>
        <source>Nothing hangs in it.</source>
        <translation>Nada cuelga de ella.</translation>
    </message>
    <message>
        <source>Used in</source>
        <translation>Se usa en</translation>
    </message>
    <message>
        <source>inactive</source>
        <translation>inactivo</translation>
    </message>
</context>
<context>
    <name>ValueEditor</name>
    <message>
        <source>Result for {field}</source>
        <translation>Resultado para {field}</translation>
    </message>
</context>
<context>
    <name>Values</name>
    <message>
        <source>entries</source>
        <translation>entradas</translation>
    </message>
    <message>
        <source>entry</source>
        <translation>entrada</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>ahora mismo</translation>
    </message>
    <message>
        <source>new picture</source>
        <translation>imagen nueva</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ninguno</translation>
    </message>
    <message>
        <source>not in ServiceTitan yet</source>
        <translation>aún no está en ServiceTitan</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>sí</translation>
    </message>
    <message>
        <source>{n} h ago</source>
        <translation>hace {n} h</translation>
    </message>
    <message>
        <source>{n} min ago</source>
        <translation>hace {n} min</translation>
    </message>
</context>
<context>
    <name>VariationsControl</name>
    <message>
        <source>It is a variation of these:</source>
        <translation>Es una variación de estos:</translation>
    </message>
    <message>
        <source>It is sold as one of these:</source>
        <translation>Se vende como uno de estos:</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ninguno</translation>
    </message>
</context>
<context>
    <name>VendorsControl</name>
    <message>
        <source>Active</source>
        <translation>Activo</translation>
    </message>
    <message>
        <source>Add a vendor by name</source>
        <translation>Agregar un proveedor por su nombre</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Costo</translation>
    </message>
    <message>
        <source>Memo</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>No entry here has the vendor “{name}”, so its number is not known.</source>
        <translation>Ninguna entrada de aquí tiene el proveedor “{name}”, así que no se conoce su número.</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Parte</translation>
    </message>
    <message>
        <source>Primary vendor</source>
        <translation>Proveedor principal</translation>
    </message>
    <message>
        <source>Space makes it the primary vendor</source>
        <translation>Espacio lo hace el proveedor principal</translation>
    </message>
    <message>
        <source>Sub-accounts of {vendor} (kept as they are): {told}</source>
        <translation>Subcuentas de {vendor} (se conservan como están): {told}</translation>
    </message>
    <message>
        <source>Take out the selected vendor</source>
        <translation>Quitar el proveedor seleccionado</translation>
    </message>
    <message>
        <source>Take out the selected vendor (Del)</source>
        <translation>Quitar el proveedor seleccionado (Supr)</translation>
    </message>
    <message>
        <source>This is the primary vendor: make another one primary first.</source>
        <translation>Este es el proveedor principal: haga primero principal a otro.</translation>
    </message>
    <message>
        <source>Vendor</source>
        <translation>Proveedor</translation>
    </message>
    <message>
        <source>{name} is in the list already.</source>
        <translation>{name} ya está en la lista.</translation>
    </message>
    <message>
        <source>{words}: those that all have are shown</source>
        <translation>{words}: se muestran los que todos tienen</translation>
    </message>
</context>
<context>
    <name>VersionsView</name>
    <message>
        <source>Compare</source>
        <translation>Comparar</translation>
    </message>
    <message>
        <source>None yet. One is saved by itself when the kit is used in a service.</source>
        <translation>Todavía ninguna. Se guarda una sola cuando el kit se usa en un servicio.</translation>
    </message>
    <message>
        <source>Note of the version</source>
        <translation>Nota de la versión</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurar</translation>
    </message>
    <message>
        <source>Save version</source>
        <translation>Guardar versión</translation>
    </message>
    <message>
        <source>Version {n}</source>
        <translation>Versión {n}</translation>
    </message>
    <message>
        <source>Version {n} restored.</source>
        <translation>Versión {n} restaurada.</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versiones</translation>
    </message>
    <message>
        <source>What is new (optional)</source>
        <translation>Qué hay de nuevo (opcional)</translation>
    </message>
</context>
<context>
    <name>ViewBar</name>
    <message>
        <source>Back to all pictures</source>
        <translation>Volver a todas las imágenes</translation>
    </message>
    <message>
        <source>Farther</source>
        <translation>Alejar</translation>
    </message>
    <message>
        <source>Nearer</source>
        <translation>Acercar</translation>
    </message>
    <message>
        <source>The whole picture, or its own size</source>
        <translation>La imagen entera o su tamaño real</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
</context>
<context>
    <name>ViewMenu</name>
    <message>
        <source>All columns as in the beginning</source>
        <translation>Todas las columnas como al principio</translation>
    </message>
    <message>
        <source>Begin with it</source>
        <translation>Empezar con ella</translation>
    </message>
    <message>
        <source>Delete “{name}”</source>
        <translation>Eliminar “{name}”</translation>
    </message>
    <message>
        <source>Do not begin with it</source>
        <translation>No empezar con ella</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Cambiar el nombre…</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Guardar como…</translation>
    </message>
    <message>
        <source>Save “{name}”</source>
        <translation>Guardar “{name}”</translation>
    </message>
    <message>
        <source>Share no longer</source>
        <translation>Dejar de compartir</translation>
    </message>
    <message>
        <source>Share with the team</source>
        <translation>Compartir con el equipo</translation>
    </message>
    <message>
        <source>{name} (to begin with)</source>
        <translation>{name} (para empezar)</translation>
    </message>
    <message>
        <source>{name} · team</source>
        <translation>{name} · equipo</translation>
    </message>
</context>
<context>
    <name>WaitingCard</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>How far it is</source>
        <translation>Hasta dónde ha llegado</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} de {total}</translation>
    </message>
</context>
<context>
    <name>WarrantyControl</name>
    <message>
        <source>Duration</source>
        <translation>Duración</translation>
    </message>
    <message>
        <source>What it covers</source>
        <translation>Qué cubre</translation>
    </message>
    <message>
        <source>months</source>
        <translation>meses</translation>
    </message>
</context>
<context>
    <name>Waterfall</name>
    <message>
        <source>Any</source>
        <translation>Cualquiera</translation>
    </message>
    <message>
        <source>Any category</source>
        <translation>Cualquier categoría</translation>
    </message>
    <message>
        <source>Any in {category}</source>
        <translation>Cualquiera en {category}</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Categoría</translation>
    </message>
    <message>
        <source>Category, level {level}: {chosen}</source>
        <translation>Categoría, nivel {level}: {chosen}</translation>
    </message>
    <message>
        <source>Find a category</source>
        <translation>Buscar una categoría</translation>
    </message>
    <message>
        <source>Find a category below it</source>
        <translation>Buscar una categoría debajo</translation>
    </message>
    <message>
        <source>Kits</source>
        <translation>Kits</translation>
    </message>
    <message>
        <source>Level {n}</source>
        <translation>Nivel {n}</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>A made-up pricebook of 8,465 entries and a stand-in ServiceTitan, all on this computer. Change what you like; nothing leaves it.</source>
        <translation>Una lista de precios inventada de 8,465 entradas y un ServiceTitan de imitación, todo en esta computadora. Cambie lo que quiera; nada sale de aquí.</translation>
    </message>
    <message>
        <source>Back to “{name}”</source>
        <translation>Volver a “{name}”</translation>
    </message>
    <message>
        <source>For whoever looks after it: the shared database, the first admin, ServiceTitan's keys and the first pull, step by step.</source>
        <translation>Para quien se encarga: la base de datos compartida, el primer administrador, las claves de ServiceTitan y la primera descarga, paso a paso.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Join my team</source>
        <translation>Unirme a mi equipo</translation>
    </message>
    <message>
        <source>Look around</source>
        <translation>Dar un vistazo</translation>
    </message>
    <message>
        <source>My team works with LAZI</source>
        <translation>Mi equipo ya usa LAZI</translation>
    </message>
    <message>
        <source>New profile “{name}”</source>
        <translation>Perfil nuevo “{name}”</translation>
    </message>
    <message>
        <source>Set up a new team</source>
        <translation>Preparar un equipo nuevo</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>Ver la demostración</translation>
    </message>
    <message>
        <source>We are new</source>
        <translation>Somos nuevos</translation>
    </message>
    <message>
        <source>Welcome to LAZI Desktop</source>
        <translation>Bienvenido a LAZI Desktop</translation>
    </message>
    <message>
        <source>You need the invitation that your administrator gave you, a file or a link, and your password. Drop the file anywhere here.</source>
        <translation>Necesita la invitación que le dio su administrador, un archivo o un enlace, y su contraseña. Suelte el archivo en cualquier parte de aquí.</translation>
    </message>
    <message>
        <source>Your ServiceTitan pricebook at the speed of a spreadsheet: edit it offline and as a team, review what changed, push only that, and see proved that it arrived.</source>
        <translation>Su lista de precios de ServiceTitan con la rapidez de una hoja de cálculo: edítela sin conexión y en equipo, revise lo que cambió, envíe solo eso y vea probado que llegó.</translation>
    </message>
</context>
<context>
    <name>WelcomePanel</name>
    <message>
        <source>Done</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>First password</source>
        <translation>Primera contraseña</translation>
    </message>
    <message>
        <source>It is shown only now. Tell it to {name} yourself, on the phone or in person, and not on the way the invitation goes. {name} is asked for one of their own at the first start.</source>
        <translation>Se muestra solo ahora. Dígasela a {name} usted, por teléfono o en persona, y no por donde va la invitación. Al iniciar por primera vez se pide a {name} una propia.</translation>
    </message>
    <message>
        <source>The login {login} has a password already, and it counts here too.</source>
        <translation>El usuario {login} ya tiene una contraseña, que también vale aquí.</translation>
    </message>
</context>
<context>
    <name>WhichOneDialog</name>
    <message>
        <source>Active</source>
        <translation>Activo</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>Decidir después</translation>
    </message>
    <message>
        <source>Inactive</source>
        <translation>Inactivo</translation>
    </message>
    <message>
        <source>It is this one</source>
        <translation>Es esta</translation>
    </message>
    <message>
        <source>Look at them there, then say which one it is.</source>
        <translation>Mírelos allí y luego diga cuál es.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>None of these: create it anew</source>
        <translation>Ninguna de estas: crearla de nuevo</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Número</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>What ServiceTitan has</source>
        <translation>Lo que tiene ServiceTitan</translation>
    </message>
    <message>
        <source>Which one is it?</source>
        <translation>¿Cuál es?</translation>
    </message>
    <message>
        <source>Which one is the new {kind} {name}?</source>
        <translation>¿Cuál es la nueva entrada ({kind}) {name}?</translation>
    </message>
    <message>
        <source>“None of these” creates it anew, after looking for it twice more. “It is this one” sends nothing new: where its fields differ from yours, you are asked.</source>
        <translation>“Ninguna de estas” la crea de nuevo, después de buscarla dos veces más. “Es esta” no envía nada nuevo: donde sus campos difieren de los de usted, se le pregunta.</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>About LAZI Desktop</source>
        <translation>Acerca de LAZI Desktop</translation>
    </message>
    <message>
        <source>Close LAZI Desktop</source>
        <translation>Cerrar LAZI Desktop</translation>
    </message>
    <message>
        <source>Commands…</source>
        <translation>Comandos…</translation>
    </message>
    <message>
        <source>Decide conflicts</source>
        <translation>Decidir los conflictos</translation>
    </message>
    <message>
        <source>Find any command, or an entry by its code or name</source>
        <translation>Encuentre cualquier comando, o una entrada por su código o nombre</translation>
    </message>
    <message>
        <source>Go to {page}</source>
        <translation>Ir a {page}</translation>
    </message>
    <message>
        <source>Its version, what it is made of, and under which licences</source>
        <translation>Su versión, de qué está hecho y con qué licencias</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atajos de teclado</translation>
    </message>
    <message>
        <source>Look through what is changed here and not yet in ServiceTitan</source>
        <translation>Mirar lo que se cambió aquí y aún no está en ServiceTitan</translation>
    </message>
    <message>
        <source>Nothing is changed here</source>
        <translation>Aquí no hay nada cambiado</translation>
    </message>
    <message>
        <source>Nothing is running</source>
        <translation>No hay nada en marcha</translation>
    </message>
    <message>
        <source>Nothing to redo</source>
        <translation>Nada que rehacer</translation>
    </message>
    <message>
        <source>Nothing to undo</source>
        <translation>Nada que deshacer</translation>
    </message>
    <message>
        <source>Pull</source>
        <translation>Descargar</translation>
    </message>
    <message>
        <source>Pull changes</source>
        <translation>Descargar los cambios</translation>
    </message>
    <message>
        <source>Pull everything</source>
        <translation>Descargar todo</translation>
    </message>
    <message>
        <source>Pull what changed in ServiceTitan</source>
        <translation>Descargar lo que cambió en ServiceTitan</translation>
    </message>
    <message>
        <source>Push</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Push what is changed here to ServiceTitan</source>
        <translation>Enviar a ServiceTitan lo que se cambió aquí</translation>
    </message>
    <message>
        <source>Read the whole pricebook again; your changes are kept</source>
        <translation>Leer de nuevo toda la lista de precios; sus cambios se conservan</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rehacer</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Revisión</translation>
    </message>
    <message>
        <source>Review {changes}</source>
        <translation>Revisar {changes}</translation>
    </message>
    <message>
        <source>Search the pricebook</source>
        <translation>Buscar en la lista de precios</translation>
    </message>
    <message>
        <source>Stop what is running</source>
        <translation>Detener lo que está en marcha</translation>
    </message>
    <message>
        <source>Submit for push</source>
        <translation>Entregar para envío</translation>
    </message>
    <message>
        <source>Submit what is changed here, for the computer that pushes.</source>
        <translation>Entregar lo cambiado aquí, para la computadora que envía.</translation>
    </message>
    <message>
        <source>There is no conflict</source>
        <translation>No hay ningún conflicto</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Wait until the pull is done</source>
        <translation>Espere a que termine la descarga</translation>
    </message>
    <message>
        <source>Wait until the push is done</source>
        <translation>Espere a que termine el envío</translation>
    </message>
    <message>
        <source>What is done stays done</source>
        <translation>Lo hecho queda hecho</translation>
    </message>
    <message>
        <source>change</source>
        <translation>cambio</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>cambios</translation>
    </message>
    <message>
        <source>proposal</source>
        <translation>propuesta</translation>
    </message>
    <message>
        <source>proposals</source>
        <translation>propuestas</translation>
    </message>
</context>
<context>
    <name>ZoomBar</name>
    <message>
        <source>Larger pictures</source>
        <translation>Imágenes más grandes</translation>
    </message>
    <message>
        <source>Size of the pictures</source>
        <translation>Tamaño de las imágenes</translation>
    </message>
    <message>
        <source>Size of the pictures; also with Ctrl and the wheel</source>
        <translation>Tamaño de las imágenes; también con Ctrl y la rueda</translation>
    </message>
    <message>
        <source>Smaller pictures</source>
        <translation>Imágenes más pequeñas</translation>
    </message>
</context>
<context>
    <name>_OlderLine</name>
    <message>
        <source>Older changes could not be read.</source>
        <translation>No se pudieron leer los cambios anteriores.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Intentar de nuevo</translation>
    </message>
</context>
<context>
    <name>_Tried</name>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Back to the kit's own values</source>
        <translation>Volver a los valores propios del kit</translation>
    </message>
    <message>
        <source>Make default</source>
        <translation>Hacer propio</translation>
    </message>
    <message>
        <source>What if: {values}</source>
        <translation>Qué pasaría: {values}</translation>
    </message>
    <message>
        <source>value</source>
        <translation>valor</translation>
    </message>
    <message>
        <source>values</source>
        <translation>valores</translation>
    </message>
</context>
</TS>
