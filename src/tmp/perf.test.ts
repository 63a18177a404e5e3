import { test } from 'vitest';
import { cross, type Triple } from '@/dicom/geometry/geometry';
import { reslicePlane, halved } from '@/imaging/volume/reslice';
import { planeDirections, turnRound } from '@/dicom/volume/planeDirections';
import type { CutPlane, VolumeFrames } from '@/imaging/volume/planeSource';
test('time', () => {
  const make = (T: any, n: number): VolumeFrames => ({ grid: { frameOfReference:'1', columns:512, rows:512, slices:n, originLps:[-178.85,-178.85,0], columnStep:[0.7,0,0], rowStep:[0,0.7,0], sliceStep:[0,0,1]},
    values: Array.from({length:n},(_,k)=>{const a=new T(512*512); for(let i=0;i<a.length;i++) a[i]=((i*7+k*13)%2000)+(T===Int16Array?-1000:0); return a;}) });
  for (const T of [Int16Array, Float32Array, Uint16Array]) {
  const frames = make(T,T===Int16Array?400:200);
  const mid=frames.values.length/2;
  const base = { centreLps:[3.3,4.4,mid+0.3] as Triple, mmPerPixel:0.8, widthPx:500, heightPx:500 };
  const obl = turnRound([0.577,0.577,0.577].map(v=>v) as any, 0.6);
  const planes: Record<string, CutPlane> = {
    axialOn: {...base, centreLps:[3.3,4.4,mid], ...planeDirections('axial')},
    axial: {...base, ...planeDirections('axial')},
    coronal: {...base, ...planeDirections('coronal')},
    sagittal: {...base, ...planeDirections('sagittal')},
    obliqueAx: {...base, ...planeDirections('axial', obl)},
    obliqueCor: {...base, ...planeDirections('coronal', obl)},
    obliqueSag: {...base, ...planeDirections('sagittal', obl)},
    upright: {...base, right:[0,0,1], down:[0,1,0]},
    slabAx20: {...base, ...planeDirections('axial'), slab:{thicknessMm:20,mode:'max'}},
    slabCor20: {...base, ...planeDirections('coronal'), slab:{thicknessMm:20,mode:'max'}},
    slabAxMean20: {...base, ...planeDirections('axial'), slab:{thicknessMm:20,mode:'mean'}},
    slabObl20: {...base, ...planeDirections('axial',obl), slab:{thicknessMm:20,mode:'max'}},
  };
  for (const [name, plane] of Object.entries(planes)) {
    const n = name.startsWith('slab')?3:10;
    for (let r=0;r<n;r++) reslicePlane(frames, plane);
    let best=1e9;
    for (let r=0;r<n;r++){ const t=performance.now(); reslicePlane(frames, plane); best=Math.min(best,performance.now()-t);}
    let h=1e9;
    for (let r=0;r<n;r++){ const t=performance.now(); reslicePlane(frames, halved(plane)); h=Math.min(h,performance.now()-t);}
    console.log(T.name, name, best.toFixed(2), h.toFixed(2));
  }}
}, 120000);
